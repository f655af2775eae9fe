import assert from "node:assert/strict";
import { test } from "node:test";
import { isRepeated } from "./repeated";

const mutation = (id: number, extra = {}) => ({ type: 3, timestamp: id, data: { source: 0, adds: [{ parentId: 1, nextId: null, node: { id, type: 3, textContent: "a" } }], removes: [], texts: [], attributes: [], ...extra } });
const input = (text: string) => ({ type: 3, timestamp: 1, data: { source: 5, id: 4, text, isChecked: false } });

test("a change told twice in a row is told once, whatever its time stamp", () => {
  assert.equal(isRepeated(mutation(7), { ...mutation(7), timestamp: 99 }), true);
  assert.equal(isRepeated(input("a"), input("a")), true);
});

test("changes that differ are told", () => {
  assert.equal(isRepeated(null, mutation(7)), false);
  assert.equal(isRepeated(mutation(7), mutation(8)), false);
  assert.equal(isRepeated(mutation(7), mutation(7, { removes: [{ id: 2, parentId: 1 }] })), false);
  assert.equal(isRepeated(input("a"), input("ab")), false);
});

test("what means more when it happens twice is told twice", () => {
  const rule = { type: 3, timestamp: 1, data: { source: 8, styleId: 1, adds: [{ rule: "a{}", index: 0 }] } };
  const press = { type: 3, timestamp: 1, data: { source: 2, type: 2, id: 4, x: 1, y: 1 } };
  assert.equal(isRepeated(rule, rule), false);
  assert.equal(isRepeated(press, press), false);
});
