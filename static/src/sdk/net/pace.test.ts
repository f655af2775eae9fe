import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "./pace";

/** Messages of one size for `seconds`, as fast as the pace lets them go: what the relay counts. */
function sent(size: number, seconds: number): { messages: number; bytes: number } {
  const pace = new Pace(0);
  let messages = 0;
  for (let now = 0; now < seconds * 1000; ) {
    const wait = pace.wait(now);
    now += wait;
    if (wait > 0) continue;
    pace.spend(size);
    messages++;
  }
  return { messages, bytes: messages * size };
}

test("many small messages stay under 60 a second with a burst of 240", () => {
  for (const seconds of [1, 10, 60]) assert.ok(sent(10, seconds).messages <= 240 + 60 * seconds);
});

test("large messages stay under 1 MiB a second with a burst of 8 MiB", () => {
  const MIB = 1024 * 1024;
  for (const seconds of [1, 10, 60]) assert.ok(sent(200_000, seconds).bytes <= (8 + seconds) * MIB);
});

test("a calm page never waits", () => {
  const pace = new Pace(0);
  for (let now = 0; now < 10_000; now += 50) {
    assert.equal(pace.wait(now), 0);
    pace.spend(500);
  }
});
