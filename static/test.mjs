// Runs the unit tests of static/src: bundles every *.test.ts and hands the result to node's own test runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { messagesOf, scriptOf } from "./words.mjs";

const source = join(dirname(fileURLToPath(import.meta.url)), "src");
const tests = readdirSync(source, { recursive: true })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join(source, name));
// what a page in English brings
const english = scriptOf("en", Object.keys(messagesOf("en")));
const outdir = mkdtempSync(join(tmpdir(), "cobroker-web-"));
try {
  await build({ entryPoints: tests, bundle: true, platform: "node", format: "esm", outdir, banner: { js: english }, outExtension: { ".js": ".mjs" }, logLevel: "warning" });
  const files = readdirSync(outdir, { recursive: true }).filter((name) => name.endsWith(".mjs")).map((name) => join(outdir, name));
  process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
