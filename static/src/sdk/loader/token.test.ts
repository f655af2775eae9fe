import assert from "node:assert/strict";
import { test } from "node:test";
import { refuseStart } from "./token";

const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.sig`;

test("something that is no JWT is refused", () => {
  for (const one of [undefined, null, 7, "", "a.b", "a.b.c", "a..c", `a.${btoa("7")}.c`]) assert.equal(refuseStart(one, undefined), 2001);
});

test("a custom PIN is asked for exactly when the token says so", () => {
  assert.equal(refuseStart(token({}), undefined), null);
  assert.equal(refuseStart(token({}), "not a pin!"), null);
  const own = token({ enable_byop: 1 });
  for (const missing of [undefined, null, ""]) assert.equal(refuseStart(own, missing), 1009);
  for (const malformed of ["12345678901", "a-b", "ü", " "]) assert.equal(refuseStart(own, malformed), 1008);
  for (const good of ["a", "AB12cd34EF", 123456]) assert.equal(refuseStart(own, good), null);
});
