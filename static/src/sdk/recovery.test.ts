import assert from "node:assert/strict";
import { test } from "node:test";
import { Recovery, RECOVERY_MS } from "./recovery";
import { StateCookie } from "./state-cookie";

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

test("a tab keeps its name over a reload, and a duplicate gets its own", () => {
  const { kept, clock, recovery } = tab();
  const storage = (entries: Map<string, string>) => ({ getItem: (key: string) => entries.get(key) ?? null, setItem: (key: string, value: string) => entries.set(key, value) }) as unknown as Storage;
  const open = (entries: Map<string, string>) => new Recovery("K", () => storage(entries), () => clock.now);
  recovery.save(ticket);
  const duplicate = open(new Map(kept));
  assert.notEqual(duplicate.tab, recovery.tab);

  recovery.leave(ticket);
  const reloaded = open(kept);
  assert.equal(reloaded.tab, recovery.tab);
  assert.notEqual(open(new Map(kept)).tab, recovery.tab, "not even before it has joined");
  reloaded.hide();
  assert.equal(open(kept).tab, recovery.tab, "nor if it never joins");
  assert.deepEqual(reloaded.load(), ticket);
});

test("where tabs share a session the cookie has the newest ticket", () => {
  const page = { cookie: "" };
  const cookie = () => new StateCookie({ key: "k", domain: "" }, page, false);
  const [first, second] = [tab().recovery, tab().recovery];
  for (const one of [first, second]) one.cookie = cookie();
  first.save(ticket);
  const found = second.load();
  assert.deepEqual(found, ticket);
  const next = { ...ticket, resumeToken: "next" };
  second.save(next);
  first.renew(ticket);
  assert.deepEqual(first.load(), next, "a tab that was overtaken does not bring its old ticket back");
  first.clear("another session");
  assert.deepEqual(second.load(), next);
  first.clear(ticket.sessionId);
  assert.equal(cookie().read(), null);
  assert.deepEqual(second.load(), next, "its own copy is left");
});
