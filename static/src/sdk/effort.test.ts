import assert from "node:assert/strict";
import { test } from "node:test";
import { Effort, MAX_SHARE, pictureGap, restAfter, WINDOW_MS } from "./effort";

test("a third of the time for a while is too much, one long moment is not", () => {
  const steady = new Effort();
  for (let now = 0; now < WINDOW_MS; now += 100) steady.spend(35, now);
  assert.ok(steady.isTooMuch());

  const once = new Effort();
  once.spend(WINDOW_MS * MAX_SHARE - 1, 0);
  assert.ok(!once.isTooMuch());
});

test("what is longer ago than the window counts no more", () => {
  const effort = new Effort();
  effort.spend(WINDOW_MS, 0);
  assert.ok(effort.isTooMuch());
  effort.spend(1, WINDOW_MS * 2);
  assert.ok(!effort.isTooMuch());
});

test("pictures of a busy page take a twentieth of the time at most, and come every two seconds at most", () => {
  assert.equal(pictureGap(10), 2_000);
  assert.equal(pictureGap(900), 18_000);
});

test("a page that stays busy is tried again less and less often", () => {
  const first = restAfter(0, 0);
  const second = restAfter(first, 3_000);
  assert.deepEqual([first, second, restAfter(second, 3_000), restAfter(80_000, 3_000)], [10_000, 20_000, 40_000, 80_000]);
  assert.equal(restAfter(40_000, 60_000), 10_000, "after a long good time it starts over");
});
