import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { READING, stepAside, type StepAside } from "./step-aside";

let hidden: number, inUse: boolean, panel: StepAside;
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  hidden = 0;
  inUse = false;
  panel = stepAside(
    () => inUse,
    () => (hidden += 1),
  );
});

afterEach(() => mock.timers.reset());

test("once somebody is there the panel can be read, then steps aside, once", () => {
  panel.changed(false);
  panel.changed(true);
  mock.timers.tick(READING - 1);
  panel.changed(true);
  assert.equal(hidden, 0);
  mock.timers.tick(1);
  assert.equal(hidden, 1);
  mock.timers.tick(10 * READING);
  assert.equal(hidden, 1);
});

test("it waits for whoever uses it", () => {
  panel.changed(true);
  inUse = true;
  mock.timers.tick(3 * READING);
  assert.equal(hidden, 0);
  inUse = false;
  mock.timers.tick(READING);
  assert.equal(hidden, 1);
});

test("it stays when the customer opened it, and when nobody is there any more", () => {
  panel.changed(true);
  panel.stay();
  mock.timers.tick(2 * READING);
  panel.changed(false);
  panel.changed(true);
  panel.changed(false);
  mock.timers.tick(2 * READING);
  assert.equal(hidden, 0);
});
