// Installs the corpus: packages that ship whole HTML pages, at pinned versions whose content is checked, into a folder git ignores.
// They are packed, not installed: nothing of what they depend on comes along, and none of their scripts run.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
/** Where the packages lie, each in a folder of its name. */
export const folder = join(here, "packages");

/** `[{name, version, licence, integrity}]`; the integrity is npm's, of the packed file. */
export const PACKAGES = JSON.parse(readFileSync(join(here, "packages.json"), "utf8"));

/** Brings what is missing or of another version. */
export function installCorpus() {
  const wanted = PACKAGES.filter(({ name, integrity }) => stamp(name) !== integrity);
  if (wanted.length === 0) return;
  const scratch = mkdtempSync(join(tmpdir(), "cobroker-corpus-"));
  try {
    const specs = wanted.map(({ name, version }) => `${name}@${version}`);
    const packed = run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", scratch, ...specs]);
    const files = packed.trim().split("\n");
    wanted.forEach((one, index) => unpack(one, join(scratch, files[index].trim())));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function unpack({ name, integrity }, file) {
  const [algorithm] = integrity.split("-");
  const found = `${algorithm}-${createHash(algorithm).update(readFileSync(file)).digest("base64")}`;
  if (found !== integrity) throw new Error(`${name} is ${found}, and packages.json says ${integrity}`);
  const place = join(folder, name);
  const fresh = `${place}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  run("tar", ["xzf", file, "-C", fresh, "--strip-components", "1"]);
  writeFileSync(join(fresh, ".integrity"), integrity);
  rmSync(place, { recursive: true, force: true });
  renameSync(fresh, place);
}

function stamp(name) {
  const file = join(folder, name, ".integrity");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  return stdout;
}
