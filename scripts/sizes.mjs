// Builds the browser code and holds it against its budgets (brotli, 1 KB = 1,000 bytes).
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a page pays: nothing but the loader until a session starts, loader and core while one is live. */
const BUDGETS = [
  { what: "the loader", files: ["sdk.js"], budget: 5_000 },
  { what: "loader and core", files: ["sdk.js", "sdk-core.js"], budget: 40_000 },
  { what: "the tools, with the words of one more language", files: ["sdk-tools.js", "sdk-words-ar.js"], budget: 40_000 },
  { what: "the help button", files: ["embed.js"], budget: 5_000 },
  { what: "the help panel, with the words of one more language", files: ["embed-panel.js", "embed-words-ar.json"], budget: 13_000 },
];

const out = mkdtempSync(join(tmpdir(), "cobroker-sizes-"));
const build = join(dirname(fileURLToPath(import.meta.url)), "../static/build.mjs");
const { status, stderr } = spawnSync(process.execPath, [build, out], { encoding: "utf8", env: { ...process.env, CARGO: "quiet" } });
if (status !== 0) throw new Error(stderr);
const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
const sizeOf = (files, suffix) => files.reduce((sum, name) => sum + statSync(join(out, manifest[name] + suffix)).size, 0);
for (const { what, files, budget } of BUDGETS) {
  const size = sizeOf(files, ".br");
  console.log(`${what}: ${(size / 1000).toFixed(2)} KB of ${budget / 1000} (gzip ${sizeOf(files, ".gz")} bytes, raw ${sizeOf(files, "")})`);
  if (size > budget) process.exitCode = 1;
}
rmSync(out, { recursive: true });
