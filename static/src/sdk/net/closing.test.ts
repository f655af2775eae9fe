import assert from "node:assert/strict";
import { test } from "node:test";
import { RECOVERY_MS } from "../recovery";
import { nextDelay, nextStartDelay, verdict } from "./closing";

test("close codes mean what the protocol says", () => {
  for (const code of [1012, 1013]) assert.deepEqual(verdict(code), { kind: "retry", announced: true });
  for (const code of [1000, 1001, 1006, 1011, 4408]) assert.deepEqual(verdict(code), { kind: "retry", announced: false });
  for (const code of [1008, 1009, 4401, 4403, 4409, 4410, 4429]) assert.equal(verdict(code).kind, "stop", String(code));
});

test("a lost connection is tried twice, later each time, then given up", () => {
  for (const random of [0, 0.5, 0.999]) {
    const delays = [0, 1, 2].map((attempts) => nextDelay({ since: 0, attempts, announced: false }, 0, random));
    assert.ok(delays[0] !== null && delays[0]! >= 1_000 && delays[0]! < 2_000);
    assert.ok(delays[1] !== null && delays[1]! > delays[0]! && delays[1]! < 60_000);
    assert.equal(delays[2], null);
  }
});

test("an announced restart is tried within five seconds each time, as long as the window is open", () => {
  const outage = { since: 0, attempts: 9, announced: true };
  assert.ok(nextDelay(outage, 0, 0.999)! <= 5_000);
  assert.equal(nextDelay(outage, RECOVERY_MS - 1_000, 0.5), null);
});

test("no attempt begins after the window", () => {
  assert.equal(nextDelay({ since: 0, attempts: 0, announced: false }, RECOVERY_MS, 0), null);
});

test("a first connection is tried three times", () => {
  assert.ok(nextStartDelay(0, 0)! > 0 && nextStartDelay(1, 0)! > 0);
  assert.equal(nextStartDelay(2, 0), null);
});
