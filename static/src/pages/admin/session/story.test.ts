import assert from "node:assert/strict";
import { test } from "node:test";
import { asStory, inviteSentence, prettyData, unanswered, whoLeft, type ToldInvite } from "./story";

const invite: ToldInvite = { inviteId: "i-1", state: "expired", by: { name: "Ada" }, to: { name: "Ben" }, handOver: false, createdAt: "2026-11-22T14:00:00Z", closedAt: "2026-11-22T14:10:00Z", word: null };

test("a story is read in order, and what is none is left out", () => {
  const entry = (seq: number): object => ({ seq, at: "2026-11-22T14:00:00Z", kind: "consent_given", actor: { kind: "customer", id: null, name: null }, data: {} });
  const span = { name: "Ada", right: "see", askedAt: null, reply: null, from: null, until: null, standing: "lasting" };
  const story = asStory({ entries: [entry(2), entry(1), { seq: "3" }], consent: [span, null, {}], invites: [invite, { inviteId: 7 }] });
  assert.deepEqual(story.entries.map(({ seq }) => seq), [1, 2]);
  assert.deepEqual([story.consent, story.invites], [[span], [invite]]);
  assert.deepEqual(asStory(null), { entries: [], consent: [], invites: [] });
});

test("an invite that nobody answered stands in the timeline", () => {
  const open = { ...invite, inviteId: "i-2", state: "open", closedAt: null };
  assert.deepEqual(unanswered([open, invite]), [{ key: "i-1", at: "2026-11-22T14:10:00Z", name: "Ben" }]);
});

test("an invite says how it stands", () => {
  assert.equal(inviteSentence(invite), "Ada asked Ben in; nobody answered in time");
  assert.equal(inviteSentence({ ...invite, state: "open", handOver: true }), "Ada would like to hand over to Ben; no answer yet");
});

test("who leaves is named, not who made them leave", () => {
  const entry = (kind: string): Parameters<typeof whoLeft>[0] => ({ seq: 1, at: "", kind, actor: { kind: "customer", id: null, name: null }, data: { admissionId: "a" } });
  const agents = [{ admissionId: "a", name: "Ada" }];
  assert.deepEqual(["agent_left", "watch_ended", "session_ended"].map((kind) => whoLeft(entry(kind), agents)), ["Ada", "Ada", null]);
  assert.equal(whoLeft(entry("agent_left"), []), null);
});

test("no data is no text", () => {
  assert.deepEqual([prettyData({}), prettyData(null), prettyData({ a: 1 })], ["", "", '{\n  "a": 1\n}']);
});
