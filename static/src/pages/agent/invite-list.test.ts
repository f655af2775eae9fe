import assert from "node:assert/strict";
import { test } from "node:test";
import { asInvite, asInvites, isOpen } from "./invite-list";

const given = {
  inviteId: "i", sessionId: "s", state: "open", by: { id: "a", name: "Ada" }, to: { id: "b", name: "Ben" },
  customer: { userId: "c", userName: "Grace", identified: false }, site: null, text: "Knows roofs", handOver: true, expiresAt: "2026-11-26T20:10:00Z",
};

test("an invite reads field by field", () => {
  const invite = asInvite(given);
  assert.deepEqual(invite, { id: "i", sessionId: "s", state: "open", by: "a", byName: "Ada", to: "b", toName: "Ben", customerName: "Grace", site: "", text: "Knows roofs", handOver: true, expiresAt: "2026-11-26T20:10:00Z", word: "" });
  assert.deepEqual([null, {}, { ...given, expiresAt: 5 }].map(asInvite), [null, null, null]);
  assert.equal(asInvites({ invites: [given, 5] }).length, 1);
});

test("an invite is open until its time", () => {
  const invite = asInvite(given)!;
  const end = Date.parse(given.expiresAt);
  assert.deepEqual([isOpen(invite, end - 1), isOpen(invite, end), isOpen({ ...invite, state: "withdrawn" }, end - 1)], [true, false, false]);
});
