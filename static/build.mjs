// Bundles static/src and static/css into one directory, ready to be embedded in the binary:
//   node static/build.mjs OUT_DIR
// Page assets carry a hash of their content in the name; the SDK keeps its name, because its URL is Zoom's.
// Beside each file lie a .br and a .gz sibling. manifest.json maps logical names to files.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { trimRrweb } from "./trim-rrweb.mjs";
import { LANGUAGES as SPOKEN, messagesOf, scriptOf, usedIn } from "./words.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? "target/web");
const verbose = !process.env.CARGO;

/** Zoom's stated minimum browsers (reference §12). esbuild cannot lower destructuring for them but they have it. */
const guestTarget = { target: ["chrome80", "firefox78", "safari14"], supported: { destructuring: true } };
/** Agents and supervisors use browsers that are kept up to date. */
const deskTarget = { target: ["chrome109", "firefox115", "safari16.4"] };

/** Languages of `/embed.js`; English is part of its panel. */
const LANGUAGES = ["es", "de", "fr", "ja", "ar"];

/**
 * In the order they are built: the loader names the core, the core names the tools, the tools name their languages. `sheet`, `words` and `pinned` are
 * named with their integrity, so that whoever fetches them knows that they are the ones meant. `speaks` says in which
 * script of words a bundle finds its messages, such as `page-words-de.js`.
 */
const entries = [
  ...SPOKEN.filter((language) => language !== "en").map((language) => ({ name: `sdk-words-${language}.js`, entry: `src/sdk/tools/languages/${language}.ts`, format: "esm", hashed: true, part: ["__SDK_WORDS__", language], ...guestTarget })),
  { name: "sdk-tools.js", entry: "src/sdk/tools/index.ts", format: "esm", hashed: true, names: "__TOOLS_FILE__", ...guestTarget },
  { name: "sdk-core.js", entry: "src/sdk/core.ts", format: "esm", hashed: true, names: "__CORE_FILE__", ...guestTarget },
  { name: "sdk.js", entry: "src/sdk/loader/index.ts", format: "iife", hashed: false, ...guestTarget },
  { name: "agent-sdk.js", entry: "src/agent-sdk/module.ts", format: "esm", hashed: false, ...deskTarget },
  { name: "agent-sdk-umd.js", entry: "src/agent-sdk/classic.ts", format: "iife", hashed: false, ...deskTarget },
  { name: "embed-button.css", entry: "css/embed-button.css", hashed: true, sheet: "__EMBED_BUTTON_SHEET__", ...guestTarget },
  { name: "embed-panel.css", entry: "css/embed-panel.css", hashed: true, sheet: "__EMBED_PANEL_SHEET__", ...guestTarget },
  ...LANGUAGES.map((language) => ({ name: `embed-words-${language}.json`, language, hashed: true, words: "__EMBED_WORDS__" })),
  { name: "embed-panel.js", entry: "src/embed/panel/index.ts", format: "iife", hashed: true, pinned: "__EMBED_PANEL__", ...guestTarget },
  { name: "embed.js", entry: "src/embed/loader/index.ts", format: "iife", hashed: false, ...guestTarget },
  { name: "desk.js", entry: "src/desk/index.ts", format: "iife", hashed: true, speaks: "desk", ...deskTarget },
  { name: "viewer.js", entry: "src/viewer/index.ts", format: "iife", hashed: true, speaks: "viewer", ...deskTarget },
  { name: "agent.js", entry: "src/pages/agent.ts", format: "iife", hashed: true, speaks: "page", ...deskTarget },
  { name: "admin.js", entry: "src/pages/admin.ts", format: "iife", hashed: true, speaks: "page", ...deskTarget },
  { name: "forms.js", entry: "src/pages/forms.ts", format: "iife", hashed: true, speaks: "page", ...deskTarget },
  { name: "customer.js", entry: "src/pages/customer.ts", format: "iife", hashed: true, ...guestTarget },
  { name: "app.css", entry: "css/app.css", hashed: true },
  { name: "desk.css", entry: "css/desk.css", hashed: true },
  { name: "demo.css", entry: "css/demo.css", hashed: true },
];

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const manifest = {};
/** What the bundles built so far are called, for those that fetch them. */
const define = {};
const words = {};
/** Texts of the sources of all bundles that share a script of words. */
const speakers = {};
for (const { name, entry, language, hashed, names, sheet, words: table, pinned, speaks, part, ...options } of entries) {
  const bytes = language ? await wordsOf(language) : await bundled(entry, options, (sources) => speaks && (speakers[speaks] ??= []).push(...sources));
  const file = hashed ? name.replace(/(\.\w+)$/, `-${hashOf(bytes)}$1`) : name;
  put(name, file, bytes);
  const named = { file, integrity: integrityOf(bytes) };
  if (names) define[names] = JSON.stringify(file);
  if (sheet) define[sheet] = JSON.stringify({ css: bytes.toString().trim(), ...named });
  if (table) define[table] = JSON.stringify(Object.assign(words, { [language]: named }));
  if (part) define[part[0]] = JSON.stringify({ ...JSON.parse(define[part[0]] ?? "{}"), [part[1]]: file });
  if (pinned) define[pinned] = JSON.stringify(named);
}
putWords();
put("embed.d.ts", "embed.d.ts", readFileSync(join(root, "src/embed/public.d.ts")));
copyPictures();
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2));
copyNotices();

/** What `speaks` names, in each language: only what its bundles say. */
function putWords() {
  const keys = Object.keys(messagesOf("en"));
  for (const [name, sources] of Object.entries(speakers)) {
    const used = usedIn(sources, keys);
    for (const language of SPOKEN) {
      const bytes = Buffer.from(scriptOf(language, used));
      put(`${name}-words-${language}.js`, `${name}-words-${language}-${hashOf(bytes)}.js`, bytes);
    }
  }
}

async function bundled(entry, options, heard) {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    outdir: out,
    plugins: [trimRrweb],
    define,
    ...options,
  });
  heard(Object.keys(result.metafile.inputs).filter((path) => path.endsWith(".ts")).map((path) => readFileSync(path, "utf8")));
  return Buffer.from(result.outputFiles[0].contents);
}

/** The panel's words of one language as data, from its typed source. */
async function wordsOf(language) {
  const { outputFiles } = await build({ entryPoints: [join(root, `src/embed/words/${language}.ts`)], bundle: true, write: false, format: "esm", charset: "utf8", logLevel: "warning" });
  const { panel } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return Buffer.from(JSON.stringify(panel));
}

function hashOf(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}

/** As in `integrity` of a script tag. */
function integrityOf(bytes) {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}

/** Writes one file and its compressed siblings. */
function put(name, file, bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(join(out, file), bytes);
  writeFileSync(join(out, `${file}.br`), brotli);
  writeFileSync(join(out, `${file}.gz`), gzip);
  manifest[name] = file;
  if (verbose) console.log(`${name.padEnd(20)} ${kb(bytes)} KB, gzip ${kb(gzip)}, brotli ${kb(brotli)}`);
}

/** The icon and the demo company's pictures keep their names: templates link to them as `/assets/demo/NAME.svg`. */
function copyPictures() {
  put("icon.svg", "icon.svg", readFileSync(join(root, "img/icon.svg")));
  mkdirSync(join(out, "demo"));
  for (const name of readdirSync(join(root, "demo")).filter((name) => name.endsWith(".svg"))) {
    put(`demo/${name}`, `demo/${name}`, readFileSync(join(root, "demo", name)));
  }
}

function kb(bytes) {
  return (bytes.length / 1000).toFixed(1);
}

/** The notices of what the bundles contain: both are MIT and ask to be named. */
function copyNotices() {
  const packages = ["@rrweb/record", "@rrweb/replay"];
  const notices = packages.map((name) => {
    const { version, license } = JSON.parse(readFileSync(join(root, "../node_modules", name, "package.json"), "utf8"));
    return `${name} ${version}, ${license}, https://github.com/rrweb-io/rrweb\n`;
  });
  writeFileSync(join(out, "THIRD_PARTY.txt"), notices.join(""));
}
