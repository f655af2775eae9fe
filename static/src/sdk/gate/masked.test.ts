import assert from "node:assert/strict";
import { test } from "node:test";
import always from "../../../../tests/fixtures/masks/always.json";
import { ALWAYS, MaskRules } from "./masked";

test("what is always masked is what doctor says is", () => {
  assert.deepEqual(ALWAYS, always);
});

test("the selectors of a site are added to what is always masked", () => {
  const rules = (maskSelector: string) => new MaskRules({ maskSelector, openSelector: null });
  assert.equal(rules("").selector, always.join(", "));
  assert.equal(rules(".secret").selector, [...always, ".secret"].join(", "));
});
