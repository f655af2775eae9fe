// Makes two clients from the description of the built program, and drives a session with each (ADR 50).
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { root, start } from "./service.mjs";

const run = promisify(execFile);
const made = join(root, "target/clients");
let service;

before(async () => {
  service = await start();
  await mkdir(made, { recursive: true });
  const description = await (await fetch(`${service.baseUrl}/api/openapi.json`)).text();
  await writeFile(join(made, "openapi.json"), description);
});

after(() => service?.end());

/** Does `work` unless it was done for this very text before. */
async function once(mark, text, work) {
  if (existsSync(mark) && (await readFile(mark, "utf8")) === text) return;
  await work();
  await writeFile(mark, text);
}

const keys = () => [service.baseUrl, service.keys.agent, service.keys.supervisor, service.keys.admin];

test("a TypeScript client drives a session", { timeout: 180_000 }, async () => {
  const [from, to] = [join(root, "tests/clients/typescript"), join(made, "typescript")];
  await mkdir(to, { recursive: true });
  for (const name of ["package.json", "package-lock.json", "tsconfig.json", "drive.ts"]) await cp(join(from, name), join(to, name));
  const here = { cwd: to };
  await once(join(to, ".installed"), await readFile(join(to, "package-lock.json"), "utf8"), () =>
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], here),
  );
  const tool = (name) => join(to, "node_modules/.bin", name);
  await run(tool("openapi-typescript"), ["../openapi.json", "--output", "api.d.ts"], here);
  await run(tool("tsc"), ["-p", "."], here).catch((failed) => assert.fail(failed.stdout));
  const drove = await run("node", ["out/drive.js", ...keys()], here);
  assert.match(drove.stdout, /^drove session /);
});

test("a Python client drives a session", { timeout: 300_000 }, async () => {
  const [from, to] = [join(root, "tests/clients/python"), join(made, "python")];
  await mkdir(to, { recursive: true });
  const venv = join(to, "venv");
  const wanted = await readFile(join(from, "requirements.txt"), "utf8");
  await once(join(to, ".installed"), wanted, async () => {
    await run("python3", ["-m", "venv", "--clear", venv]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", join(from, "requirements.txt")];
    await run(join(venv, "bin/python"), pip);
  });
  await rm(join(to, "client"), { recursive: true, force: true });
  await writeFile(join(to, "config.yml"), "package_name_override: cobroker_client\npost_hooks: []\n");
  const made_ = await run(
    join(venv, "bin/openapi-python-client"),
    ["generate", "--path", join(made, "openapi.json"), "--config", join(to, "config.yml"), "--output-path", join(to, "client"), "--meta", "none"],
    { cwd: to },
  );
  assert.doesNotMatch(made_.stdout + made_.stderr, /Error/);
  const env = { ...process.env, PYTHONPATH: join(to, "path") };
  await rm(join(to, "path"), { recursive: true, force: true });
  await cp(join(to, "client"), join(to, "path/cobroker_client"), { recursive: true });
  const drove = await run(join(venv, "bin/python"), [join(from, "drive.py"), ...keys()], { env });
  assert.match(drove.stdout, /^drove session /);
});
