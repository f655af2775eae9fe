// Runs the app with its back end, and the broker it needs. `--broker URL` takes one that runs, with the site's key in IDENTITY_KEY_FILE.
import { spawnSync } from "node:child_process";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { onEnd, printed, program, settings, startDemo } from "../shared/broker.mjs";
import { serveSite } from "../shared/site.mjs";
import { backEnd } from "./server.mjs";

const SITE = "pennant";
const here = fileURLToPath(new URL(".", import.meta.url));
const { port, broker } = settings(4002);

/** Installs React and the bundler where they are not there, or others are. */
function install() {
  const [lock, installed] = ["package-lock.json", "node_modules/.installed-lock.json"].map((file) => join(here, file));
  if (existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(lock, "utf8")) return;
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, stdio: "inherit" });
  if (status !== 0) throw new Error("npm ci failed: see above");
  copyFileSync(lock, installed);
}

/** The app as one script. */
async function bundle() {
  install();
  const { build } = await import("esbuild");
  const { outputFiles } = await build({ entryPoints: [join(here, "src/app.tsx")], bundle: true, minify: true, format: "esm", jsx: "automatic", write: false });
  return outputFiles[0].text;
}

/** The private key of a site that the broker knows already. */
function givenKey() {
  const file = process.env.IDENTITY_KEY_FILE;
  if (file) return createPrivateKey(readFileSync(file));
  console.error("With --broker, IDENTITY_KEY_FILE is the private key of the site (examples/identity says how to make one).");
  process.exit(1);
}

/** A key pair of this run. The public half is what the broker gets. */
function newKey(folder) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const file = join(folder, "identity.pub");
  writeFileSync(file, publicKey.export({ type: "spki", format: "pem" }));
  return { key: privateKey, file };
}

/** What an operator does once: tells the broker about the site. */
function addSite(origin, keyFile, folder) {
  const command = ["site", "add", SITE, "--name", "Pennant", "--origin", origin, "--identity-key", keyFile];
  const { status, stderr } = spawnSync(program(), command, { env: { ...process.env, COBROKER_DATA_DIR: folder }, encoding: "utf8" });
  if (status !== 0) throw new Error(`cobroker ${command.join(" ")}: ${stderr}`);
}

const folder = broker ? null : mkdtempSync(join(tmpdir(), "pennant-"));
const { key, file } = broker ? { key: givenKey() } : newKey(folder);
let base = broker;
const app = await bundle();
const site = await serveSite({
  folder: join(here, "public"),
  port,
  isApp: true,
  routes: {
    ...backEnd({ site: SITE, audience: () => base, key }),
    "GET /app.js": (_, response) => response.writeHead(200, { "content-type": "text/javascript" }).end(app),
  },
  words: () => ({ "https://support.example.com": base }),
});
if (!broker) addSite(site.origin, file, folder);
const demo = broker ? null : await startDemo({}, folder);
base ??= demo.baseUrl;
onEnd(async () => {
  site.stop();
  await demo?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});
if (broker) console.log(`\nOn the broker, once: cobroker site add ${SITE} --name Pennant --origin ${site.origin} --identity-key identity.pub`);
console.log(printed("The app, for the customer", site.origin, base, demo));
