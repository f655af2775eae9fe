// Every page in every state that has a sample, and the desk at work in each of its states, light and dark:
//   node scripts/page-pictures.mjs
// leaves pictures in docs/images/pages/ and writes docs/pages.md around them. The samples are those the look tests go over.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../tests/e2e/pages-mock/browser.mjs";
import { startServer } from "../tests/e2e/pages-mock/server.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [samples, web, shots, out] = ["target/page-samples", "target/web", "test-results/desk", "docs/images/pages"].map((path) => join(root, path));
const SCHEMES = ["light", "dark"];
const WIDTH = 1280;
/** Nothing new is to be seen further down. Pixels. */
const TALLEST = 1800;
/** Of the WebP files: text can be read, and all of them together fit a repository. */
const QUALITY = 50;
const SCALE = 0.7;
/** What of the pages from right to left is shown; all of them are looked at by the tests. */
const MIRRORED = ["ar--agent", "ar--figures", "ar--session", "ar--sites"];

/** What the book says above the pictures, by the beginning of a sample's name; the longest that fits. */
const ROOMS = [
  ["agent", "The agent's page"],
  ["desk", "The desk at work"],
  ["session", "Sessions"],
  ["history", "History"],
  ["figures", "Figures"],
  ["audit", "Audit trail"],
  ["people", "People"],
  ["person", "People"],
  ["site", "Sites"],
  ["key", "API keys"],
  ["webhook", "Webhooks"],
  ["subject", "What is held about a customer"],
  ["setting", "Settings"],
  ["doctor", "Doctor"],
  ["zoom", "Zoom mode"],
  ["account", "One's own account"],
  ["login", "Sign-in"],
  ["password", "Sign-in"],
  ["setup", "Sign-in"],
  ["customer", "The demo company's website"],
  ["ar--", "From right to left"],
  ["", "Others"],
];

execFileSync("cargo", ["test", "--quiet", "--locked", "--lib", "page_samples"], { cwd: root, env: { ...process.env, COBROKER_PAGE_SAMPLES: samples }, stdio: ["ignore", "ignore", "inherit"] });
execFileSync("node", ["static/build.mjs", web], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const server = await startServer({ samples, web });
server.api.set("GET /api/session/list", { status: 503, body: {} });
const customers = ["Marit Solheim", "Jonas Weber", "Aisha Rahman", "Grace Hopper", "Alan Kay", "Wolfeschlegelsteinhausenbergerdorff", "Noor Haddad", "Yuki Sato"];
const browser = await launch();
const pictures = [];
try {
  for (const scheme of SCHEMES) await takeSamples(scheme);
  await takeDesk();
} finally {
  await browser.close();
  await server.stop();
}
writeFileSync(join(root, "docs/pages.md"), book());

async function takeSamples(colorScheme) {
  const context = await browser.newContext({ viewport: { width: WIDTH, height: 800 }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const names = readdirSync(samples).map((file) => file.replace(/\.html$/, "")).sort();
  for (const name of names.filter((name) => !name.includes("--") || MIRRORED.includes(name))) {
    server.api.set("GET /api/sessions/live", { body: live(/^sessions(-zoom)?$/.test(name) ? customers : []) });
    await page.setViewportSize({ width: WIDTH, height: 800 });
    await page.goto(`${server.url}/sample/${name}${name.endsWith("no-match") ? "?q=nobody" : ""}`);
    if (name.startsWith("sessions")) await page.locator("#sessions[data-ready]").waitFor();
    const height = Math.min(TALLEST, await page.evaluate(() => document.documentElement.scrollHeight));
    // what stays at an edge of the window stays at that of the picture
    await page.setViewportSize({ width: WIDTH, height });
    await take(page, name, colorScheme, height, await page.title());
  }
  await context.close();
}

/** A snapshot of the live list, as `GET /api/sessions/live` gives it: a customer each, in one state after the other. */
function live(names) {
  const row = (name, at) => {
    const id = Buffer.from(`01890a5dac96774bbcce${String(at).padStart(12, "0")}`, "hex").toString("base64url");
    const [state, identified] = [[2, 1, 2, 0, 1, 3][at % 6], at % 2];
    const agents = state >= 2 ? [1, ...(at === 0 ? [3] : [])] : [];
    return [id, state, Date.now() - at * 194_000 - 41_000, name, identified ? `crm-88${at}10` : "", identified, state === 0 ? "" : String(482_913 + at * 31_415), at % 2, agents];
  };
  return { at: new Date().toISOString(), sites: ["harbor", "blog"], agents: ["Ada Lindqvist", "Ben Castillo"], rows: names.map(row) };
}

async function take(page, name, scheme, height, title) {
  const devtools = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width: WIDTH, height, scale: SCALE };
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: QUALITY, captureBeyondViewport: true, clip });
  await devtools.detach();
  keep(name, scheme, Buffer.from(data, "base64"), title);
}

function keep(name, scheme, bytes, title) {
  writeFileSync(join(out, `${name}-${scheme}.webp`), bytes);
  pictures.push({ name, scheme, title });
}

/** States that take more than a page come from the tests of their look, which take them as PNG. */
async function takeDesk() {
  rmSync(shots, { recursive: true, force: true });
  const looks = ["desk/look", "desk/people", "desk/together", "pages-desk-states"].map((name) => `tests/e2e/${name}.test.mjs`);
  execFileSync("node", ["--test", ...looks], { cwd: root, env: { ...process.env, PAGE_SHOTS: shots, COBROKER_PAGE_SAMPLES: samples }, stdio: "ignore" });
  const page = await browser.newPage();
  for (const file of readdirSync(shots).sort()) {
    const [, place, name, scheme] = /^(look|state)-(.+)-(light|dark)\.png$/.exec(file) ?? [];
    if (!name) continue;
    const room = place === "look" ? "desk" : "agent";
    keep(`${room}-${name}`, scheme, await asWebp(page, readFileSync(join(shots, file))), `${room === "desk" ? "Desk at work" : "Agent's page"}`);
  }
}

async function asWebp(page, png) {
  const url = await page.evaluate(async ([from, quality, scale]) => {
    const picture = new Image();
    picture.src = from;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.naturalWidth * scale, height: picture.naturalHeight * scale });
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/webp", quality);
  }, [`data:image/png;base64,${png.toString("base64")}`, QUALITY / 100, SCALE]);
  return Buffer.from(url.split(",")[1], "base64");
}

function book() {
  const titles = new Map(pictures.map(({ name, title }) => [name, title]));
  const room = (name) => ROOMS.find(([start]) => name.startsWith(start))[1];
  const rooms = [...new Set(ROOMS.map(([, heading]) => heading))];
  const sections = rooms.flatMap((heading) => {
    const names = [...titles.keys()].filter((name) => room(name) === heading);
    return names.length === 0 ? [] : [`## ${heading}`, ...names.map((name) => entry(name, titles.get(name)))];
  });
  const intro = "Every page and state, light and dark, as the tests of their look see them. Made by `node scripts/page-pictures.mjs`.";
  return ["# The pages in pictures", intro, ...sections].join("\n\n") + "\n";
}

function entry(name, title) {
  const taken = (scheme) => pictures.some((picture) => picture.name === name && picture.scheme === scheme);
  const [light, dark] = SCHEMES.map((scheme) => (taken(scheme) ? `![${title}, ${scheme}](images/pages/${name}-${scheme}.webp)` : ""));
  return `**${name.replace(/-+/g, " ")}** (${title.replace(/ · cobroker$/, "")})\n\n| light | dark |\n|---|---|\n| ${light} | ${dark} |`;
}
