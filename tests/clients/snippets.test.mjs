// The functions of docs/webhooks.md that check signatures, as they stand there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { transformSync } from "esbuild";
import { root } from "./service.mjs";

const page = readFileSync(join(root, "docs/webhooks.md"), "utf8");
const block = (language) => page.split(`\`\`\`${language}\n`)[1].split("```")[0];
const folder = mkdtempSync(join(tmpdir(), "cobroker-snippets-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const key = Buffer.from("a key of the tests, 32 bytes long");
const secret = `whsec_${key.toString("base64")}`;
const now = 1_795_000_000;
const body = '{"type":"session.ended","data":{"site":"Grâce"}}';

function signed(id, at, text, by = key) {
  const signature = createHmac("sha256", by).update(`${id}.${at}.${text}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` };
}

const good = signed("evt_1", now, body);
const other = signed("evt_1", now, body, Buffer.from("another key altogether, as long"));
const both = `${other["webhook-signature"]} ${good["webhook-signature"]}`;
/** [headers, body, whether it is to be believed] */
const cases = [
  [good, body, true],
  [{ ...good, "webhook-signature": both }, body, true],
  [signed("evt_1", now - 299, body), body, true],
  [signed("evt_1", now - 301, body), body, false],
  [signed("evt_1", now + 301, body), body, false],
  [other, body, false],
  [good, `${body} `, false],
  [{ ...good, "webhook-id": "evt_2" }, body, false],
  [{ ...good, "webhook-timestamp": "soon" }, body, false],
  [{ ...good, "webhook-signature": "" }, body, false],
  [{}, body, false],
];

test("the TypeScript of the page believes what cobroker signs, and nothing else", async () => {
  const file = join(folder, "verify.mjs");
  writeFileSync(file, transformSync(block("ts"), { loader: "ts", format: "esm" }).code);
  const { isSigned } = await import(file);
  for (const [headers, text, expected] of cases) {
    assert.equal(isSigned(headers, text, secret, now * 1000), expected, JSON.stringify(headers));
  }
});

test("the Python of the page believes the same", () => {
  const ask = "import json, sys\nfor h, b in json.load(sys.stdin):\n    print(is_signed(h, b.encode(), sys.argv[1], float(sys.argv[2])))\n";
  writeFileSync(join(folder, "verify.py"), `${block("python")}\n${ask}`);
  const input = JSON.stringify(cases.map(([headers, text]) => [headers, text]));
  const said = execFileSync("python3", [join(folder, "verify.py"), secret, String(now)], { input, encoding: "utf8" });
  assert.deepEqual(said.trim().split("\n").map((word) => word === "True"), cases.map(([, , expected]) => expected));
});
