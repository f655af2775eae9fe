import assert from "node:assert/strict";
import { test } from "node:test";
import { itemsOf, sentences, summaryOf } from "./omitted";

test("what is not shown is said in plain words, one and many", () => {
  const items = [{ kind: "canvas", reason: "unsupported", count: 1 }, { kind: "image", reason: "blocked", count: 3 }, { kind: "frame", reason: "no_snippet", count: 2 }];
  assert.deepEqual(sentences(items), [
    "Drawings (1): cannot be shared",
    "Pictures (3): could not be loaded here",
    "Embedded pages (2): from another website, which does not share it",
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
  assert.equal(summaryOf([busy, { kind: "image", reason: "masked", count: 2 }]), "Slowed, 2 not shown");
  assert.equal(summaryOf([{ kind: "image", reason: "masked", count: 2 }]), "2 not shown");
  assert.match(sentences([busy])[0] ?? "", /new picture every few seconds/);
});
