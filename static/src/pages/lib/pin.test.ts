import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, inserted, isComplete, normalized } from "./pin";

const six = { kind: "digits", digits: 6 } as const;
const custom = { kind: "custom" } as const;

test("spaces, dashes and words around a pasted PIN fall away", () => {
  for (const text of ["482913", " 482 913 ", "482-913", "PIN: 48 29 13.", "482\u00a0913", "４８２９１３"]) assert.equal(normalized(text, six), "482913");
});

test("a custom PIN is letters and digits in capitals, at most ten", () => {
  assert.equal(normalized("kx4m-7qpa", custom), "KX4M7QPA");
  assert.equal(normalized("abcdefghijkl", custom), "ABCDEFGHIJ");
});

test("a PIN is complete with its last digit, a custom one from its first sign", () => {
  assert.deepEqual(["48291", "482913"].map((pin) => isComplete(pin, six)), [false, true]);
  assert.deepEqual(["", "A"].map((pin) => isComplete(pin, custom)), [false, true]);
});

test("groups are two, the first the longer", () => {
  assert.deepEqual(["482913", "1234567", "KX4M7QPA", "123", ""].map(grouped), ["482 913", "1234 567", "KX4M 7QPA", "123", ""]);
});

test("digits typed in the middle write over what follows", () => {
  assert.deepEqual(inserted("482913", 2, 2, "7", six), { value: "487913", caret: 3 });
  assert.deepEqual(inserted("48", 2, 2, "2", six), { value: "482", caret: 3 });
});

test("a selection is replaced", () => {
  assert.deepEqual(inserted("482913", 0, 6, "1", six), { value: "1", caret: 1 });
  assert.deepEqual(inserted("482913", 1, 3, "5", six), { value: "45913", caret: 2 });
});

test("a whole PIN pasted anywhere replaces everything", () => {
  assert.deepEqual(inserted("11", 1, 1, "482 913", six), { value: "482913", caret: 6 });
});

test("what is no digit changes nothing, and a full field takes no seventh", () => {
  assert.deepEqual(inserted("48", 2, 2, "x", six), { value: "48", caret: 2 });
  assert.deepEqual(inserted("482913", 6, 6, "5", six), { value: "482913", caret: 6 });
});
