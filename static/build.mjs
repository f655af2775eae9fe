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

const root = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? "target/web");
const verbose = !process.env.CARGO;

/** Zoom's stated minimum browsers (reference §12). esbuild cannot lower destructuring for them but they have it. */
const guestTarget = { target: ["chrome80", "firefox78", "safari14"], supported: { destructuring: true } };
/** Agents and supervisors use browsers that are kept up to date. */
const deskTarget = { target: ["chrome109", "firefox115", "safari16.4"] };

/** In the order they are built: the loader names the core, the core names the tools. */
const entries = [
  { name: "sdk-tools.js", entry: "src/sdk/tools/index.ts", format: "esm", hashed: true, names: "__TOOLS_FILE__", ...guestTarget },
  { name: "sdk-core.js", entry: "src/sdk/core.ts", format: "esm", hashed: true, names: "__CORE_FILE__", ...guestTarget },
  { name: "sdk.js", entry: "src/sdk/loader/index.ts", format: "iife", hashed: false, ...guestTarget },
  { name: "agent-sdk.js", entry: "src/agent-sdk/module.ts", format: "esm", hashed: false, ...deskTarget },
  { name: "agent-sdk-umd.js", entry: "src/agent-sdk/classic.ts", format: "iife", hashed: false, ...deskTarget },
  { name: "desk.js", entry: "src/desk/index.ts", format: "iife", hashed: true, ...deskTarget },
  { name: "viewer.js", entry: "src/viewer/index.ts", format: "iife", hashed: true, ...deskTarget },
  { name: "agent.js", entry: "src/pages/agent.ts", format: "iife", hashed: true, ...deskTarget },
  { name: "admin.js", entry: "src/pages/admin.ts", format: "iife", hashed: true, ...deskTarget },
  { name: "forms.js", entry: "src/pages/forms.ts", format: "iife", hashed: true, ...deskTarget },
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
for (const { name, entry, hashed, names, ...options } of entries) {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    outdir: out,
    plugins: [trimRrweb],
    define,
    ...options,
  });
  const bytes = Buffer.from(result.outputFiles[0].contents);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = hashed ? name.replace(/(\.\w+)$/, `-${hash}$1`) : name;
  put(name, file, bytes);
  if (names) define[names] = JSON.stringify(file);
}
copyPictures();
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2));
copyNotices();

/** Writes one file and its compressed siblings. */
function put(name, file, bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(join(out, file), bytes);
  writeFileSync(join(out, `${file}.br`), brotli);
  writeFileSync(join(out, `${file}.gz`), gzip);
  manifest[name] = file;
  if (verbose) console.log(`${name.padEnd(14)} ${kb(bytes)} KB, gzip ${kb(gzip)}, brotli ${kb(brotli)}`);
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
