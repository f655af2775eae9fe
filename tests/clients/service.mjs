// The built program in demo mode, with a key for each role.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.COBROKER ?? join(root, "target/debug/cobroker");

/** Starts it; `end` stops it and takes its folder away. */
export async function start() {
  const folder = mkdtempSync(join(tmpdir(), "cobroker-clients-"));
  const child = spawn(program, ["demo", "--port", "0", "--json", "--data", folder], { stdio: ["ignore", "pipe", "ignore"] });
  const ready = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (piece) => {
      text += piece;
      if (text.includes("\n")) resolve(JSON.parse(text.slice(0, text.indexOf("\n"))));
    });
    child.once("exit", () => reject(new Error("the program ended before it was ready")));
  });
  const shell = (...words) => execFileSync(program, words, { env: { ...process.env, COBROKER_DATA_DIR: folder }, encoding: "utf8" });
  shell("agent", "add", "root", "--role", "admin");
  const admin = shell("api-key", "add", "root").match(/cbk_\S+/)[0];
  const keys = { agent: ready.agents[0].apiKey, supervisor: ready.supervisor.apiKey, admin };
  const end = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { baseUrl: ready.baseUrl, keys, end };
}
