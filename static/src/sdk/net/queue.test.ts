import assert from "node:assert/strict";
import { test } from "node:test";
import type { WireEvent } from "../gate/types";
import { EventQueue } from "./queue";

const event = (type: number, data: Record<string, unknown>, timestamp = 1): WireEvent => ({ type, data, timestamp });
const text = (value: string, timestamp = 1) => event(3, { source: 0, adds: [], removes: [], attributes: [], texts: [{ id: 1, value }] }, timestamp);
const move = () => event(3, { source: 1, positions: [] });

function taken(...events: WireEvent[]) {
  const queue = new EventQueue();
  for (const one of events) queue.push(one);
  const batches = [];
  for (let batch = queue.take(); batch; batch = queue.take()) batches.push([batch.kind, JSON.parse(batch.json).length]);
  return batches;
}

test("events of one kind share a frame, in order", () => {
  assert.deepEqual(taken(text("a"), text("b"), move(), move(), text("c")), [["increment", 2], ["ephemeral", 2], ["increment", 1]]);
});

test("a picture is two events and replaces what has not left", () => {
  assert.deepEqual(taken(text("a"), event(4, {}), event(2, {}), text("b")), [["snapshot", 2], ["increment", 1]]);
  assert.deepEqual(taken(event(2, {})), [], "a picture without its size is none");
});

test("the same change right behind itself says nothing new, later it does", () => {
  assert.deepEqual(taken(text("a", 1), text("a", 2)), [["increment", 1]]);
  assert.deepEqual(taken(text("a"), text("b"), text("a")), [["increment", 3]]);
  const add = event(3, { source: 0, adds: [{}], removes: [], attributes: [], texts: [] });
  assert.deepEqual(taken(add, add), [["increment", 2]]);
});

test("a frame has a sensible size, and no event is lost", () => {
  const big = Array.from({ length: 10 }, (_, index) => text(String(index).repeat(50_000)));
  const batches = taken(...big);
  assert.ok(batches.length >= 4);
  assert.equal(batches.reduce((sum, [, count]) => sum + (count as number), 0), 10);
});
