import assert from "node:assert/strict";
import { test } from "node:test";
import { itemsOf, maskedOf, sentences, summaryOf } from "./omitted";

test("what is not shown is said in plain words, one and many", () => {
  const items = [{ kind: "canvas", reason: "unsupported", count: 1 }, { kind: "image", reason: "blocked", count: 3 }, { kind: "frame", reason: "no_snippet", count: 2 }];
  assert.deepEqual(sentences(items), [
    "1 drawing: cannot be shared",
    "3 pictures: could not be loaded here",
    "2 embedded pages: from another website, which does not share it",
  ]);
});

test("kinds and reasons the desk does not know, and counts of none, are left out", () => {
  assert.deepEqual(sentences([{ kind: "smell", reason: "masked", count: 1 }, { kind: "image", reason: "__proto__", count: 1 }, { kind: "image", reason: "masked", count: 0 }]), []);
});

test("a report is read field by field", () => {
  const items = [null, 7, { kind: "image", reason: "masked", count: 2, more: 1 }, { kind: "image", reason: "masked", count: "2" }, { kind: 1, reason: "masked", count: 1 }];
  assert.deepEqual(itemsOf({ type: "omitted", items }), [{ kind: "image", reason: "masked", count: 2 }]);
  assert.deepEqual(itemsOf({ type: "omitted", items: "none" }), []);
});

test("a page that is shown in pictures is said to be, beside what is not shown at all", () => {
  const busy = { kind: "page", reason: "busy", count: 1 };
  assert.equal(summaryOf([busy]), "Slowed");
  assert.equal(summaryOf([busy, { kind: "image", reason: "blocked", count: 2 }]), "Slowed, 2 not shown");
  assert.equal(summaryOf([{ kind: "image", reason: "blocked", count: 2 }]), "2 not shown");
  assert.match(sentences([busy])[0] ?? "", /new picture every few seconds/);
});

test("what is hidden on purpose is told apart from what is missing", () => {
  const items = [...maskedOf({ type: "masked", fields: 1, texts: 12 }), { kind: "image", reason: "masked", count: 2 }, { kind: "canvas", reason: "tainted", count: 1 }];
  assert.equal(summaryOf(items), "15 private, 1 not shown");
  assert.deepEqual(sentences(items), ["1 filled-in field: private", "12 texts: private", "2 pictures: private", "1 drawing: with content of another website"]);
  assert.deepEqual(sentences(maskedOf({ type: "masked", fields: 0, texts: 0 })), []);
});
