import assert from "node:assert/strict";
import { test } from "node:test";
import { appended, asList, asSummary, matches, patched, type SessionSummary } from "./sessions";

const ALL = { state: "", q: "", from: "", to: "" };

function session(sessionId: string, minute: number, more: Partial<SessionSummary> = {}): SessionSummary {
  return {
    sessionId, state: "waiting", endReason: null, customer: { userId: null, userName: "Marit Solheim", identified: false }, pincode: "482913", contested: false, engine: "builtin",
    startedAt: new Date(Date.UTC(2026, 10, 22, 14, minute)).toISOString(), endedAt: null, validUntil: null, deadline: null, startUrl: null, agents: [], seats: { taken: 0, total: 5 }, ...more,
  };
}

const ids = (list: readonly SessionSummary[]): string => list.map(({ sessionId }) => sessionId).join(" ");

test("a new session comes first, a changed one stays in its place", () => {
  const list = [session("b", 2), session("a", 1)];
  assert.equal(ids(patched(list, session("c", 3), ALL, false)), "c b a");
  const changed = patched(list, session("a", 1, { state: "active" }), ALL, false);
  assert.equal(ids(changed), "b a");
  assert.equal(changed[1]?.state, "active");
});

test("a session leaves the list when it stops to match", () => {
  const list = [session("b", 2), session("a", 1)];
  assert.equal(ids(patched(list, session("a", 1, { state: "ended" }), { ...ALL, state: "live" }, false)), "b");
});

test("an old session waits for its page while there are more", () => {
  const list = [session("c", 3), session("b", 2)];
  assert.equal(ids(patched(list, session("a", 1), ALL, true)), "c b");
  assert.equal(ids(patched(list, session("a", 1), ALL, false)), "c b a");
});

test("a page is appended once", () => {
  assert.equal(ids(appended([session("c", 3), session("b", 2)], [session("b", 2), session("a", 1)])), "c b a");
});

test("search finds names in part and PINs as a whole, however grouped", () => {
  const agent = { admissionId: "1", agentId: "1", name: "Ada Lindqvist", admittedAt: "", joinedAt: null, leftAt: null };
  const found = (q: string): boolean => matches(session("a", 1, { agents: [agent] }), { ...ALL, q });
  assert.deepEqual(["solh", "ADA", "482 913", "482-913", "4829", "ben", "  "].map(found), [true, true, true, true, false, false, true]);
});

test("days are inclusive on both sides", () => {
  const on = (from: string, to: string): boolean => matches(session("a", 1), { ...ALL, from, to });
  assert.deepEqual([on("2026-11-22", "2026-11-22"), on("2026-11-23", ""), on("", "2026-11-21")], [true, false, false]);
});

test("what is no summary is left out", () => {
  assert.equal(asSummary(null), null);
  assert.equal(asSummary({ ...session("a", 1), state: "dancing" }), null);
  const { sessions, nextCursor } = asList({ sessions: [session("a", 1), 5, {}], nextCursor: "n" });
  assert.equal(ids(sessions), "a");
  assert.equal(nextCursor, "n");
  assert.deepEqual(asList("nonsense"), { sessions: [], nextCursor: null });
});
