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
];

const out = mkdtempSync(join(tmpdir(), "cobroker-sizes-"));
const build = join(dirname(fileURLToPath(import.meta.url)), "../static/build.mjs");
const { status, stderr } = spawnSync(process.execPath, [build, out], { encoding: "utf8", env: { ...process.env, CARGO: "quiet" } });
if (status !== 0) throw new Error(stderr);
const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
for (const { what, files, budget } of BUDGETS) {
  const size = files.reduce((sum, name) => sum + statSync(join(out, `${manifest[name]}.br`)).size, 0);
  console.log(`${what}: ${(size / 1000).toFixed(1)} KB of ${budget / 1000}`);
  if (size > budget) process.exitCode = 1;
}
rmSync(out, { recursive: true });
