// The messages of locales/ for scripts (ADR 40): Fluent is read here, at build time, so that pages carry no parser.
//   node static/words.mjs     writes the types of all messages, for `npm run check`
import { parse } from "@fluent/syntax";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
export const LANGUAGES = ["en", "es", "de", "fr", "ja", "ar"];

/** Every message of a language: key to pattern, in the form that `src/words/say.ts` reads. */
export function messagesOf(language) {
  const folder = join(root, "locales", language);
  const files = readdirSync(folder).filter((name) => name.endsWith(".ftl")).sort();
  const entries = files.flatMap((name) => entriesOf(`${language}/${name}`, readFileSync(join(folder, name), "utf8")));
  const table = new Map(entries.map((entry) => [entry.type === "Term" ? `-${entry.id.name}` : entry.id.name, entry.value]));
  return Object.fromEntries([...table].filter(([key]) => !key.startsWith("-")).map(([key, value]) => [key, patternOf(value, table)]));
}

function entriesOf(name, text) {
  const { body } = parse(text, {});
  const junk = body.find(({ type }) => type === "Junk");
  if (junk) throw new Error(`locales/${name} has a mistake: ${junk.annotations.map(({ message }) => message)}\n${junk.content}`);
  return body.filter(({ type }) => type === "Message" || type === "Term");
}

/** A text, or its parts: texts, `{ v }` for an argument, `{ v, of, or }` for a choice by one. */
function patternOf({ elements }, table) {
  const parts = elements.flatMap((element) => (element.type === "TextElement" ? [element.value] : [partOf(element.expression, table)].flat()));
  const joined = parts.reduce((list, part) => {
    if (typeof part === "string" && typeof list.at(-1) === "string") list.push(list.pop() + part);
    else list.push(part);
    return list;
  }, []);
  return joined.length === 1 && typeof joined[0] === "string" ? joined[0] : joined;
}

function partOf(expression, table) {
  switch (expression.type) {
    case "StringLiteral":
      return expression.parse().value;
    case "VariableReference":
      return { v: expression.id.name };
    case "MessageReference":
      return patternOf(table.get(expression.id.name), table);
    case "TermReference":
      return patternOf(table.get(`-${expression.id.name}`), table);
    case "SelectExpression": {
      const of = Object.fromEntries(expression.variants.map(({ key, value }) => [key.type === "Identifier" ? key.name : key.value, patternOf(value, table)]));
      const { key } = expression.variants.find((variant) => variant.default);
      return { v: expression.selector.id.name, of, or: key.type === "Identifier" ? key.name : key.value };
    }
    default:
      throw new Error(`${expression.type} is not read by scripts`);
  }
}

/** Names of the arguments of a pattern. */
export function argumentsOf(pattern) {
  if (typeof pattern === "string") return new Set();
  return new Set(pattern.flatMap((part) => (typeof part === "string" ? [] : [part.v, ...Object.values(part.of ?? {}).flatMap((inner) => [...argumentsOf(inner)])])));
}

/** The keys that `sources` name: in whole, or by a beginning such as `state-${…}`. */
export function usedIn(sources, keys) {
  const whole = new Set(sources.flatMap((text) => [...text.matchAll(/["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]/g)].map(([, key]) => key)));
  const beginnings = [...new Set(sources.flatMap((text) => [...text.matchAll(/`([a-z][a-z0-9]*-(?:[a-z0-9]+-)*)\$\{/g)].map(([, start]) => start)))];
  return keys.filter((key) => whole.has(key) || beginnings.some((start) => key.startsWith(start)));
}

/** The script that gives a page the words of one language. */
export function scriptOf(language, keys) {
  const all = messagesOf(language);
  const messages = Object.fromEntries(keys.map((key) => [key, all[key]]));
  return `globalThis.cobrokerWords=${JSON.stringify({ language, messages })};\n`;
}

function types() {
  const rows = Object.entries(messagesOf("en")).map(([key, pattern]) => {
    const names = [...argumentsOf(pattern)];
    return `  "${key}": ${names.length ? `{ ${names.map((name) => `${name}: string | number`).join("; ")} }` : "null"};`;
  });
  return `interface CobrokerMessages {\n${rows.join("\n")}\n}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  mkdirSync(join(root, "target/words"), { recursive: true });
  writeFileSync(join(root, "target/words/messages.d.ts"), types());
}
