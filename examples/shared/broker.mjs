// The cobroker behind an example: one that runs already (`--broker URL`), or a demo of our own that goes with the example.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** What the command line and the environment say: the port of the example, and a broker that runs already. */
export function settings(port) {
  const { values } = parseArgs({ options: { broker: { type: "string" }, port: { type: "string", default: process.env.PORT ?? String(port) } } });
  return { port: Number(values.port), broker: values.broker?.replace(/\/$/, "") };
}

/** The built program; builds it the first time. */
export function program() {
  if (process.env.COBROKER_BINARY) return process.env.COBROKER_BINARY;
  const built = ["release", "debug"].map((profile) => join(root, "target", profile, "cobroker")).find(existsSync);
  if (built) return built;
  console.log("Building cobroker, once…");
  const { status } = spawnSync("cargo", ["build", "--locked"], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error("cobroker could not be built");
  return join(root, "target/debug/cobroker");
}

/** Starts `cobroker demo` with these settings; resolves with what it says when it is ready, and `stop`. */
export async function startDemo(env, data) {
  const place = data ? ["--data", data] : [];
  const child = spawn(program(), ["demo", "--port", "0", "--json", ...place], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const ready = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    child.once("error", reject);
    void exited.then((code) => reject(new Error(`cobroker demo ended with ${code}`)));
  });
  return { ...ready, stop: () => (child.kill(), exited) };
}

/** What to open, and how to go on. */
export function printed(label, address, broker, demo) {
  const [ada] = demo?.agents ?? [];
  const login = ada ? `   sign in as ${ada.login}, password ${ada.password}` : "";
  return `
  ${label.padEnd(30)} ${address}
  ${"The agent".padEnd(30)} ${broker}/agent${login}

Open them in two browsers, or one in a private window. Stop with Ctrl+C.`;
}

/** Calls `stop` once, at Ctrl+C or when asked to end. */
export function onEnd(stop) {
  let ending = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, async () => {
      if (ending) return;
      ending = true;
      await stop();
      process.exit(0);
    });
  }
}
