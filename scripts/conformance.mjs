// Holds docs/conformance.md against the tests: each row is there once, and the test it names exists where it says.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const wanted = [...range(1, 89), 94, 95].map((number) => `F${String(number).padStart(2, "0")}`);

const rows = readFileSync(join(root, "docs/conformance.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| F\d\d /.test(line))
  .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
const problems = [];

for (const id of wanted) {
  const count = rows.filter(([row]) => row === id).length;
  if (count !== 1) problems.push(`${id} is there ${count} times`);
}
for (const [id, , cell] of rows) {
  const tests = [...cell.matchAll(/`([^`]+)` “([^”]+)”/g)];
  if (tests.length === 0 && !cell.startsWith("Not tested:")) problems.push(`${id} names no test and no reason`);
  for (const [, file, name] of tests) {
    if (!existsSync(join(root, file))) problems.push(`${id}: there is no ${file}`);
    else if (!readFileSync(join(root, file), "utf8").includes(name)) problems.push(`${id}: ${file} has no test “${name}”`);
  }
}

for (const problem of problems) console.error(`docs/conformance.md: ${problem}`);
process.exitCode = problems.length ? 1 : 0;
