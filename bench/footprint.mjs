// Sizes, start-up time and idle memory:
//   cargo build --release && node bench/footprint.mjs
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const binary = process.env.COBROKER_BINARY ?? "target/release/cobroker";
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

console.log(`binary: ${(statSync(binary).size / 1e6).toFixed(1)} MB (budget 40)`);

const web = mkdtempSync(join(tmpdir(), "cobroker-web-"));
const built = spawnSync("node", ["static/build.mjs", web], { encoding: "utf8" });
console.log(built.stdout.trim());
rmSync(web, { recursive: true, force: true });

const starts = [];
let memory = 0;
for (let i = 0; i < 7; i++) {
  const data = mkdtempSync(join(tmpdir(), "cobroker-bench-"));
  const { ms, rss } = await start(data);
  starts.push(ms);
  memory = rss;
  rmSync(data, { recursive: true, force: true });
}
console.log(`serve, new database, to the first 200 of /readyz: median ${median(starts).toFixed(0)} ms of ${starts.length} (budget 300)`);
console.log(`idle memory (VmRSS): ${(memory / 1000).toFixed(1)} MB (budget 40)`);

async function start(data) {
  const began = performance.now();
  const child = spawn(binary, ["serve"], {
    env: { ...process.env, COBROKER_LISTEN: "127.0.0.1:0", COBROKER_DATA_DIR: data, COBROKER_LOG: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /listens on [\d.]+:(\d+)/.exec(line);
      if (found) resolve(found[1]);
    });
  });
  while ((await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.status !== 200);
  const ms = performance.now() - began;
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
  return { ms, rss };
}
