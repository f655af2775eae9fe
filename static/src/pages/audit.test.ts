import assert from "node:assert/strict";
import { test } from "node:test";
import { lookOf } from "./audit";

test("an answer says how far the look is, that it is over, or nothing", () => {
  assert.deepEqual(lookOf({ verdict: "whole", running: { read: 3, of: 9 } }), { read: 3, of: 9 });
  assert.equal(lookOf({ verdict: "whole", running: null }), null);
  for (const odd of [null, "x", {}, { running: {} }, { running: { read: "3", of: 9 } }, { running: undefined }]) {
    assert.equal(lookOf(odd), undefined);
  }
});
