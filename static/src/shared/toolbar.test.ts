import assert from "node:assert/strict";
import { test } from "node:test";
import { target } from "./toolbar";
import { parseFromViewer, parseToViewer } from "./viewer-port";

test("arrow keys go round, Home and End go to the ends, other keys stay with the button", () => {
  assert.equal(target("ArrowRight", 0, 3), 1);
  assert.equal(target("ArrowRight", 2, 3), 0);
  assert.equal(target("ArrowLeft", 0, 3), 2);
  assert.equal(target("Home", 2, 3), 0);
  assert.equal(target("End", 0, 3), 2);
  assert.deepEqual([target("ArrowLeft", 0, 3, true), target("ArrowRight", 0, 3, true)], [1, 2], "mirrored, they go the way they point");
  for (const key of ["ArrowUp", "Enter", " ", "p"]) assert.equal(target(key, 1, 3), null);
  assert.equal(target("ArrowRight", -1, 3), null, "not in the bar");
});

test("desk and viewer read what they say of tools field by field", () => {
  const tool = { type: "tool", tool: "pen", colour: "#d92d20", me: "u-1", focus: true };
  assert.deepEqual(parseToViewer({ ...tool, more: 1 }), tool);
  for (const change of [{ tool: "laser" }, { colour: "red" }, { me: 3 }]) assert.equal(parseToViewer({ ...tool, ...change }), null);
  assert.deepEqual(parseToViewer({ type: "sketch", to: "undo" }), { type: "sketch", to: "undo" });
  assert.equal(parseToViewer({ type: "sketch", to: "everything" }), null);
  assert.deepEqual(parseFromViewer({ type: "sketch", undo: true, redo: "yes" }), { type: "sketch", undo: true, redo: false, clear: false });
  assert.deepEqual(parseToViewer({ type: "read", on: 1 }), { type: "read", on: false });
  assert.deepEqual(parseFromViewer({ type: "read_ended", focus: true }), { type: "read_ended", focus: true });
  assert.deepEqual(parseFromViewer({ type: "put_away" }), { type: "put_away", focus: false });
  assert.deepEqual(parseFromViewer({ type: "key", key: "p" }), { type: "key", key: "p" });
  assert.equal(parseFromViewer({ type: "key", key: "Enter" }), null);
});
