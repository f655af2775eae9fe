// What a long past costs: history, figures and exports over many ended sessions, and the memory of the service meanwhile:
//   cargo build --release && node bench/history.mjs [sessions, 1000000 if not given]
// The sessions are written into the database by Python's sqlite3, one every thirty seconds up to now, four in five with an agent.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDemo } from "../tests/e2e/whole/support.mjs";

const MANY = Number(process.argv[2] ?? 1_000_000);
const SIZES = [Math.ceil(MANY / 100), MANY];
const EVERY = 30_000;
/** Requests for each figure; the median is told. */
const TIMES = 5;

const binary = process.env.COBROKER_BINARY ?? "target/release/cobroker";
for (const size of SIZES) await measure(size);

async function measure(size) {
  const data = mkdtempSync(join(tmpdir(), "cobroker-history-"));
  try {
    const env = { COBROKER_DATA_DIR: data };
    const { status, stderr } = spawnSync(binary, ["migrate"], { env: { ...process.env, ...env }, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    fill(join(data, "cobroker.db"), size);
    // nothing of it may be erased or swept away while it is measured
    const demo = await startDemo({ binary, data, env: { COBROKER_RETENTION_DAYS: "3650" } });
    try {
      await ask(demo, size);
    } finally {
      await demo.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function fill(file, size) {
  const newest = Date.now();
  const script = `
import sqlite3
db = sqlite3.connect(${JSON.stringify(file)})
db.create_function("uuid7", 2, lambda at, n: "%08x-%04x-7%03x-8000-%012x" % (at >> 16, at & 65535, n >> 20 & 4095, n))
newest, size, every = ${newest}, ${size}, ${EVERY}
db.executescript(f"""
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {size}),
     t AS (SELECT i, {newest} - i * {every} AS at FROM n ORDER BY i DESC)
INSERT INTO sessions (id, version, user_id, customer_name, identified, customer_expected, state, ended_at, end_reason,
    created_at, latest_end, customer_seen_at, pin_used, pins_reported, report_token, resume_kept, metadata)
SELECT uuid7(at, i), 1, 'crm-' || (i % 5000), 'Customer ' || i, 1, 0, 'ended', at + 60000 + i * 7919 % 1800000,
    CASE i % 3 WHEN 0 THEN 'customer_ended' WHEN 1 THEN 'agent_ended' ELSE 'no_agent' END, at, at + 7200000, at, 0, 1, zeroblob(32), 1, '{{}}'
FROM t;
INSERT INTO admissions (id, session_id, position, seat, agent_id, agent_name, user_id, phrase, via, admitted_at, joined_at, left_at, reopened_at, mode)
SELECT uuid7(created_at + 1, rowid), id, 0, 1, uuid7(1, rowid % 40), 'Agent ' || (rowid % 40), 'agent-' || (rowid % 40), 'amber river', 'pin',
    created_at + 20000, created_at + 20000 + rowid % 90 * 1000, ended_at, '[]', 'helping'
FROM sessions WHERE rowid % 5 > 0;
ANALYZE;
""")
db.commit()
`;
  const { status, stderr } = spawnSync("python3", ["-"], { input: script, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

async function ask(demo, size) {
  const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  const read = (path) => async () => {
    const { status, text } = await demo.api(path, { as: demo.supervisor });
    if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
  };
  const timed = {
    "a page of the history": read("/api/sessions/history"),
    "the longest": read("/api/sessions/history?sort=length"),
    "one customer's": read("/api/sessions/history?customer=crm-77"),
    "a name that is not there": read("/api/sessions/history?q=nobody"),
    "figures of 7 days": read(`/api/figures?from=${day(7)}&to=${day(0)}`),
    "figures of 30 days": read(`/api/figures?from=${day(30)}&to=${day(0)}`),
    "figures of 365 days": read(`/api/figures?from=${day(365)}&to=${day(0)}`),
  };
  console.log(`${size} ended sessions`);
  for (const [name, call] of Object.entries(timed)) console.log(`  ${name}: median ${(await median(call)).toFixed(1)} ms`);
  for (const format of ["csv", "ndjson"]) console.log(`  ${await exported(demo, format)}`);
}

async function median(call) {
  const times = [];
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now();
    await call();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(TIMES / 2)];
}

/** Reads a whole export and throws it away; the service's largest memory before and after tells what it kept. */
async function exported(demo, format) {
  const before = peak(demo.pid);
  const began = performance.now();
  const response = await fetch(`${demo.baseUrl}/api/sessions/export?format=${format}`, { headers: { authorization: `Bearer ${demo.supervisor.apiKey}` } });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  const seconds = (performance.now() - began) / 1000;
  return `export as ${format}: ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s; the service's peak went from ${before.toFixed(0)} to ${peak(demo.pid).toFixed(0)} MB`;
}

/** Megabytes. */
function peak(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1000;
}
