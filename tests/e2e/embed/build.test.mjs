// What a page pins must be the same wherever it is built, and the loader must know the very parts that lie beside it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../whole/support.mjs";

let place, builds;
before(async () => {
  place = mkdtempSync(join(tmpdir(), "cobroker-embed-"));
  builds = [join(place, "one"), join(place, "two/with a longer name")];
  // from different folders, at the same time
  const runs = builds.map((out, at) => spawn(process.execPath, [join(root, "static/build.mjs"), out], { cwd: at ? place : root, stdio: "ignore", env: { ...process.env, TZ: at ? "Asia/Tokyo" : "UTC" } }));
  for (const exit of await Promise.all(runs.map((run) => once(run, "exit")))) assert.deepEqual(exit, [0, null]);
});
after(() => rmSync(place, { recursive: true, force: true }));

const read = (file) => readFileSync(join(builds[0], file));
const hash = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

test("two builds are the same to the last byte", () => {
  const files = builds.map((out) => readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(out.length)).sort());
  assert.deepEqual(files[0], files[1]);
  assert.ok(files[0].includes("/embed.js") && files[0].includes("/embed.d.ts"));
  for (const file of files[0]) assert.ok(readFileSync(builds[0] + file).equals(readFileSync(builds[1] + file)), file);
});

test("each part that is fetched by hash has that hash", () => {
  const named = [...`${read("embed.js")}${read(JSON.parse(read("manifest.json"))["embed-panel.js"])}`.matchAll(/file:"([^"]+)",integrity:"([^"]+)"/g)];
  assert.equal(named.length, 2 + 1 + 5, "the panel and two style sheets, five languages");
  for (const [, file, integrity] of named) assert.equal(hash(read(file)), integrity, file);
});

const GOOD = `
import type { CobrokerApi, CobrokerState } from "./embed";
(window.Cobroker = window.Cobroker || []).push((api) => api.on("pin", ({ pin, validUntil }) => console.log(pin.length, validUntil?.length)), ["open"]);
addEventListener("cobroker:ready", () => {
  const api: CobrokerApi = Cobroker;
  const off: () => void = api.on("ended", ({ reason }) => reason === "revoked" && console.log(reason));
  off();
  api.configure({ language: "ar", position: "top-start", texts: { getHelp: "Help" }, mask: { maskType: "all_input" }, sdk: { multiTabSessionPersistence: { enable: true } } });
  api.identify(async () => (await fetch("/me")).text());
  api.customer({ userName: "Ada", metadata: { order: "4711" } });
  const state: CobrokerState = api.state;
  if (state.phase === "waiting" && state.pin !== null) console.log(state.helpers.join());
});
`;
const BAD = [
  ['Cobroker.on("pinn", () => {});', /pinn/],
  ['Cobroker.on("pin", ({ code }) => console.log(code));', /code/],
  ['Cobroker.configure({ position: "middle" });', /middle/],
  ['Cobroker.configure({ texts: { gethelp: "Help" } });', /gethelp/],
  ["Cobroker.state.pin.length;", /null/],
  ['(window.Cobroker = window.Cobroker || []).push(["opne"]);', /opne|assignable/],
];

test("the types compile with a page's code, and refuse what is wrong", () => {
  const types = join(place, "types");
  mkdirSync(types);
  writeFileSync(join(types, "embed.d.ts"), read("embed.d.ts"));
  writeFileSync(join(types, "good.ts"), GOOD);
  BAD.forEach(([code], at) => writeFileSync(join(types, `bad-${at}.ts`), `import type {} from "./embed";\n${code}\n`));
  const files = ["good.ts", ...BAD.map((_, at) => `bad-${at}.ts`)];
  const options = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2020", "--lib", "es2020,dom", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
  const { stdout } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options, ...files], { cwd: types, encoding: "utf8" });
  assert.doesNotMatch(stdout, /good\.ts|embed\.d\.ts/);
  BAD.forEach(([code, complaint], at) => assert.match(stdout.split("\n").filter((line) => line.startsWith(`bad-${at}.ts`)).join("\n"), complaint, code));
});
