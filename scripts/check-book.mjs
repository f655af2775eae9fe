// Holds the built book against itself: each page of docs/ is in it, and each link, anchor and picture is there.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const docs = join(root, "docs");
const book = join(root, "target/book");
const problems = [];

const filesUnder = (folder, extension) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(extension) && statSync(join(folder, name)).isFile())
    .map(String);

const summary = readFileSync(join(docs, "SUMMARY.md"), "utf8");
const listed = [...summary.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
for (const page of filesUnder(docs, ".md")) {
  if (page !== "SUMMARY.md" && !listed.includes(page)) problems.push(`docs/${page} is not in docs/SUMMARY.md`);
}

/** Pages by file, with what can be linked to in them. */
const pages = new Map(
  filesUnder(book, ".html").map((name) => {
    const html = readFileSync(join(book, name), "utf8");
    return [join(book, name), { name, html, ids: new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)) }];
  }),
);

const isOutside = (link) => /^(?:[a-z]+:|\/\/)/i.test(link);

function check(file, { name, html, ids }) {
  // what stands in code is shown, not linked
  const main = html.slice(html.indexOf("<main>"), html.indexOf("</main>")).replace(/<code[^>]*>[^]*?<\/code>/g, "");
  for (const [, link] of main.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
    if (isOutside(link)) continue;
    const [path, anchor] = link.replaceAll("&amp;", "&").split("#");
    const target = path ? resolve(dirname(file), decodeURIComponent(path)) : file;
    if (relative(book, target).startsWith("..")) problems.push(`${name}: ${link} leads out of the book`);
    else if (!existsSync(target)) problems.push(`${name}: there is no ${link}`);
    else if (anchor && pages.has(target) && !pages.get(target).ids.has(decodeURIComponent(anchor))) problems.push(`${name}: ${link} has no such anchor`);
    else if (anchor && !path && !ids.has(decodeURIComponent(anchor))) problems.push(`${name}: ${link} has no such anchor`);
  }
  for (const [, address] of html.matchAll(/<(?:script|link|img)[^>]+(?:src|href)="((?:https?:)?\/\/[^"]+)"/g)) {
    problems.push(`${name}: loads ${address}; the book brings everything itself`);
  }
}

for (const [file, page] of pages) if (page.name !== "404.html" && page.name !== "toc.html") check(file, page);

for (const problem of problems) console.error(`book: ${problem}`);
if (problems.length === 0) console.log(`The book has ${pages.size} pages, and every link in it leads somewhere.`);
process.exitCode = problems.length ? 1 : 0;
