// Writes down what Zoom's auth sample answers to each request of tests/fixtures/token-sample.json:
//   node scripts/record-token-sample.mjs http://127.0.0.1:4000
// The sample is not part of this project: check it out, `npm install`, and start it with ZOOM_SDK_KEY=TEST_SDK_KEY.
import { readFileSync, writeFileSync } from "node:fs";

const FIXTURE = new URL("../tests/fixtures/token-sample.json", import.meta.url);
const [, , sample] = process.argv;
if (!sample) throw new Error("where does the sample listen?");

const table = JSON.parse(readFileSync(FIXTURE, "utf8"));
for (const row of table.rows) {
  const headers = row.contentType === null ? {} : { "content-type": row.contentType ?? "application/json" };
  const body = row.contentType === null && row.body !== "" ? new Blob([row.body]) : row.body;
  const response = await fetch(sample, { method: "POST", headers, body });
  const text = await response.text();
  row.sample = { status: response.status, ...answerOf(text, row) };
}
writeFileSync(FIXTURE, `${head(table)}${table.rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")}\n  ]\n}\n`);

function head({ about }) {
  return `{\n  "about": ${JSON.stringify(about)},\n  "rows": [\n`;
}

/** Errors as they came; of a token what it says, with `random` where the sample drew an id. */
function answerOf(text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    return {};
  }
  if (answer.errors) return { errors: answer.errors };
  const { iat, exp, user_id, user_name, ...claims } = JSON.parse(Buffer.from(answer.token.split(".")[1], "base64url").toString());
  const drawn = /^[0-9a-z]{5,13}$/.test(user_id) && user_id !== "c-1";
  const known = (value) => (drawn && value === user_id ? "random" : value);
  return { claims: { ...claims, user_id: known(user_id), user_name: known(user_name), life: exp - iat } };
}
