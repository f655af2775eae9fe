import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GAP, MAX_DELTA, Pace } from "./pace";

describe("the pace of scrolling", () => {
  it("sends at once, then collects", () => {
    const pace = new Pace();
    assert.equal(pace.wait(0), null);
    pace.add(7, 0, 100);
    assert.deepEqual(pace.take(0), { node: 7, dx: 0, dy: 100 });
    pace.add(7, 0, 100);
    pace.add(7, 3, 20);
    assert.equal(pace.take(GAP - 1), null);
    assert.equal(pace.wait(GAP - 1), 1);
    assert.deepEqual(pace.take(GAP), { node: 7, dx: 3, dy: 120 });
    assert.equal(pace.wait(GAP), null);
  });

  it("loses no fraction of a pixel", () => {
    const pace = new Pace();
    let [sent, now] = [0, 0];
    for (let step = 0; step < 300; step += 1) {
      pace.add(1, 0, 0.7);
      sent += pace.take((now += GAP))?.dy ?? 0;
    }
    assert.ok(Math.abs(sent - 210) <= 1);
  });

  it("never asks for more than the relay passes on, and keeps the rest", () => {
    const pace = new Pace();
    pace.add(1, 0, -25_000);
    const steps = [0, 1, 2, 3].map((step) => pace.take(step * GAP)?.dy);
    assert.deepEqual(steps, [-MAX_DELTA, -MAX_DELTA, -5_000, undefined]);
  });

  it("keeps to the node that a scroll began on, and forgets all on clear", () => {
    const pace = new Pace();
    pace.add(1, 0, 10);
    pace.add(2, 0, 10);
    assert.deepEqual(pace.take(0), { node: 1, dx: 0, dy: 20 });
    pace.add(2, 0, 10);
    pace.clear();
    assert.equal(pace.wait(1000), null);
  });
});
