import assert from "node:assert/strict";
import { test } from "node:test";
import { Recovery, RECOVERY_MS } from "./recovery";

const ticket = { sessionId: "s", resumeToken: "t" };

function tab() {
  const kept = new Map<string, string>();
  const clock = { now: 1_000 };
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) };
  return { kept, clock, recovery: new Recovery("K", () => storage as unknown as Storage, () => clock.now) };
}

test("a ticket can be used until two minutes after the page has gone", () => {
  const { clock, recovery } = tab();
  assert.equal(recovery.load(), null);
  recovery.save(ticket);
  clock.now += 10 * RECOVERY_MS;
  assert.deepEqual(recovery.load(), ticket, "no time runs while the page is there");
  recovery.leave(ticket);
  clock.now += RECOVERY_MS;
  assert.deepEqual(recovery.load(), ticket);
  clock.now += 1;
  assert.equal(recovery.load(), null);
});

test("what is stored is base64 of JSON, and may be spoilt", () => {
  const { kept, recovery } = tab();
  recovery.save(ticket);
  const [[key, value]] = Array.from(kept) as [[string, string]];
  assert.deepEqual(JSON.parse(atob(value)), ticket);
  for (const spoilt of ["", "%", btoa("7"), btoa("{}"), btoa('{"sessionId":1,"resumeToken":"t"}')]) {
    kept.set(key, spoilt);
    assert.equal(recovery.load(), null);
  }
  recovery.clear();
  assert.equal(kept.size, 0);
});

test("a page that may not store is not disturbed", () => {
  const recovery = new Recovery("K", () => { throw new Error("SecurityError"); }, () => 0);
  recovery.save(ticket);
  recovery.clear();
  assert.equal(recovery.load(), null);
});
