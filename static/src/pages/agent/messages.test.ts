import assert from "node:assert/strict";
import { test } from "node:test";
import { asGrant } from "./grant";
import { effectOf } from "./messages";

const say = (type: string, payload?: unknown): unknown => effectOf({ source: "cobrowse-desk", type, payload });

test("states of the desk, who is there and who scrolls, are told", () => {
  assert.deepEqual(say("desk_state", { state: "asking" }), { kind: "state", state: "asking" });
  const others = [{ name: "Ben", watching: false }, { name: "Sam", watching: true }];
  const room = { watching: false, others, control: { name: "Ben", mine: false } };
  assert.deepEqual(say("desk_room", room), { kind: "room", room });
  assert.deepEqual(say("desk_room", { watching: 1, others: [null, { name: 5 }], control: {} }), { kind: "room", room: { watching: false, others: [], control: null } });
  assert.deepEqual(say("desk_pulse", { desk: 12, customer: 30 }), { kind: "pulse", milliseconds: 42 });
  assert.deepEqual(say("desk_pulse", { desk: 12, customer: null }), { kind: "pulse", milliseconds: null });
  assert.deepEqual(say("desk_key", { key: "n", code: "KeyN", alt: false }), { kind: "key", key: "n", code: "KeyN", alt: false, shift: false });
});

test("the customer looks at another tab, and back", () => {
  assert.deepEqual(say("customer_focus_lost", { sessionId: "s" }), { kind: "elsewhere", elsewhere: true });
  assert.deepEqual(say("customer_focus_back", { sessionId: "s" }), { kind: "elsewhere", elsewhere: false });
});

test("leaving offers the way back, ending does not", () => {
  assert.deepEqual(say("session_left"), { kind: "over", sentence: "You left. The session goes on without you.", reopen: true, final: true, failed: false });
  assert.deepEqual(say("session_ended", { reason: "revoked" }), { kind: "over", sentence: "A supervisor ended the session.", reopen: false, final: true, failed: false });
});

test("a bare end waits for its reason", () => {
  assert.deepEqual(say("desk_state", { state: "ended" }), { kind: "over", sentence: "The session ended.", reopen: false, final: false, failed: false });
});

test("messages of others and unknown ones do nothing", () => {
  assert.equal(effectOf({ source: "elsewhere", type: "session_left" }), null);
  assert.deepEqual([null, "text", 5, {}].map(effectOf), [null, null, null, null]);
  assert.deepEqual([say("desk_state", { state: "toString" }), say("desk_state"), say("dance")], [null, null, null]);
});

test("a grant needs a session and a web address", () => {
  const body = { sessionId: "s", admissionId: "a", deskUrl: "https://engine.example/desk", token: "t", customer: { userName: "Marit", identified: true } };
  assert.deepEqual(asGrant(body), { sessionId: "s", admissionId: "a", deskUrl: "https://engine.example/desk", token: "t", customerName: "Marit", identified: true });
  for (const deskUrl of ["javascript:alert(1)", "data:text/html,x", "//elsewhere", 5]) assert.equal(asGrant({ ...body, deskUrl }), null);
  assert.equal(asGrant({ ...body, admissionId: undefined }), null);
});
