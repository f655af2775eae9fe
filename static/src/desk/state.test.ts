import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { notes } from "./parents";
import { isOver, mayRetry, next, START, type Input, type State } from "./state";
import { clock, wording } from "./wording";

const WELCOME = {
  type: "welcome", sessionId: "s", admissionId: "a", userId: "me", userName: "Ada", customerName: "Jamie", customerIdentified: true, phrase: "amber river",
  customerPresent: true, consented: false, agents: [{ userId: "me", userName: "Ada" }, { userId: "bo", userName: "Bo" }],
};
const frame = (type: string, fields: object = {}): Input => ({ kind: "frame", message: { type, ...fields } });
const welcome = (fields: object = {}): Input => frame("welcome", { ...WELCOME, ...fields });
const after = (...inputs: Input[]): State => inputs.reduce((state, input) => next(state, input, 1000), START);
const phases = (...inputs: Input[]): string[] => inputs.map((_, count) => after(...inputs.slice(0, count + 1)).phase);

describe("the desk's life", () => {
  it("goes from the question to the picture, through an absence, to the end", () => {
    const story = [welcome(), frame("asking"), frame("joined"), frame("customer_lost", { deadlineSeconds: 120 }), frame("customer_back"), frame("session_ended", { reason: "customer_ended" })];
    assert.deepEqual(phases(...story), ["asking", "asking", "live", "lost", "live", "ended"]);
  });

  it("waits for consent again when the customer comes back before answering", () => {
    assert.deepEqual(phases(welcome(), frame("asking"), frame("customer_lost", { deadlineSeconds: 9 }), frame("customer_back")), ["asking", "asking", "lost", "asking"]);
  });

  it("asks for another PIN when the first was not right, and gives up when the token is not", () => {
    const typed = (...inputs: Input[]): State => after({ kind: "typed" }, ...inputs);
    const wrong = typed(frame("error", { code: 1006, errorMsg: "Cobrowse code not found" }), { kind: "closed", code: 4403 });
    assert.ok(wrong.phase === "pin" && wrong.problem.includes("30308"), "Zoom's number");
    assert.equal(wrong.phase === "pin" && wrong.code, 1006);
    assert.equal(typed(frame("error", { code: 2001 })).phase, "failed");
    assert.equal(after(frame("error", { code: 1006 })).phase, "failed", "no PIN was typed here");
    assert.equal(typed({ kind: "closed", code: 1006 }, frame("error", { code: 1008, errorMsg: "No." })).phase, "pin", "also after a drop in between");
  });

  it("waits for a customer who was never there, learns the name and then asks", () => {
    const waiting = after(welcome({ customerPresent: false, customerSeconds: 180, customerName: "Customer", customerIdentified: false }));
    assert.ok(waiting.phase === "lost" && waiting.deadline === 181_000);
    assert.match(wording(waiting, 1000).text, /3:00/);
    const came = next(waiting, frame("customer_back", { customerName: "Grace", customerIdentified: false }), 1000);
    assert.deepEqual([came.phase, came.room?.customerName], ["asking", "Grace"]);
  });

  it("tells the parent once that the customer looks elsewhere, looks back or went on in another tab", () => {
    const live = after(welcome({ consented: true }));
    const types = (before: State, input: Input): string[] => notes(before, next(before, input, 1000)).map(({ type }) => type);
    assert.deepEqual(types(live, frame("away", { hidden: true })), ["customer_focus_lost"]);
    assert.deepEqual(types(next(live, frame("away", { hidden: true }), 1000), frame("away", { hidden: true })), []);
    const away = next(live, frame("away", { hidden: true }), 1000);
    assert.deepEqual(types(away, frame("away", { hidden: false })), ["customer_focus_back"]);
    assert.deepEqual(types(live, frame("away", { hidden: false })), [], "was never away");
    assert.deepEqual(types(live, frame("customer_transferred")), ["customer_transferred"]);
  });

  it("counts from when the customer was lost, and from nothing that is no number of seconds", () => {
    const lost = (deadlineSeconds: unknown): State => after(welcome({ consented: true }), frame("customer_lost", { deadlineSeconds }));
    assert.equal((lost(120) as { deadline: number }).deadline, 121_000);
    for (const odd of [-1, "120", null, Infinity, 1e9]) assert.equal((lost(odd) as { deadline: number | null }).deadline, null);
  });

  it("is live at once after a reconnect with consent, and lost if the customer is not there", () => {
    assert.equal(after(welcome({ consented: true })).phase, "live");
    assert.equal(after(welcome({ consented: true, customerPresent: false })).phase, "lost");
  });

  it("knows the other agents, each once, and never itself", () => {
    const joined = (userId: string, userName: string): Input => frame("agent_joined", { userId, userName, agentCount: 3 });
    const { room } = after(welcome(), joined("cy", "Cy"), joined("cy", "Cy B"), joined("me", "Ada"), frame("agent_left", { userId: "bo" }));
    assert.deepEqual(room?.agents, [{ userId: "cy", userName: "Cy B" }]);
  });

  it("keeps the room and counts attempts while the connection is broken", () => {
    const broken = after(welcome({ consented: true }), { kind: "closed", code: 1006 }, { kind: "closed", code: 1006 });
    assert.deepEqual([broken.phase, (broken as { attempt: number }).attempt, broken.room?.sessionId], ["connecting", 2, "s"]);
  });

  it("gives up only where it was never let in", () => {
    const drops = Array.from({ length: 9 }, (): Input => ({ kind: "closed", code: 1006 }));
    assert.deepEqual([after(...drops).phase, after(welcome(), ...drops).phase], ["failed", "connecting"]);
    assert.equal(next(after(...drops), { kind: "retry" }, 0), START);
  });

  for (const [code, phase] of [[1001, "connecting"], [1006, "connecting"], [1008, "failed"], [1009, "failed"], [1012, "connecting"], [1013, "connecting"], [4401, "failed"], [4403, "failed"], [4408, "connecting"], [4409, "failed"], [4410, "ended"], [4429, "failed"]] as const) {
    it(`is ${phase} after close ${code}`, () => assert.equal(after(welcome(), { kind: "closed", code }).phase, phase));
  }

  it("says no to a full room and to a bad token by their codes", () => {
    for (const [code, failure] of [[1013, "room_full"], [2001, "token_refused"], [30308, "other"], ["x", "other"]] as const) {
      assert.equal((after(frame("error", { code, errorMsg: "m" })) as { failure?: string }).failure, failure);
    }
  });

  it("stays over whatever follows", () => {
    const inputs: Input[] = [welcome(), frame("joined"), frame("customer_back"), frame("denied"), frame("session_ended", { reason: "x" }), { kind: "closed", code: 1006 }, { kind: "left" }, { kind: "failed", failure: "viewer" }];
    for (const end of [after(welcome(), frame("denied")), after(welcome(), { kind: "left" }), after({ kind: "closed", code: 4401 })]) {
      assert.ok(isOver(end));
      for (const input of inputs) assert.equal(next(end, input, 0), end);
      assert.equal(next(end, { kind: "retry" }, 0) === START, mayRetry(end));
    }
  });

  it("takes nothing about a room before it is in one, and nothing it does not know", () => {
    for (const type of ["asking", "joined", "customer_lost", "customer_back", "away", "agent_joined", "agent_left", "toString", "welcome2"]) assert.equal(after(frame(type)), START);
  });

  it("takes odd fields for what they are", () => {
    const { room } = after(frame("welcome", { agents: [null, 5, {}, { userId: "x" }], customerName: 7, phrase: null, customerPresent: true }));
    assert.deepEqual([room?.customerName, room?.phrase, room?.agents], ["The customer", "", [{ userId: "x", userName: "An agent" }]]);
  });
});

describe("what the desk says", () => {
  it("has its own words for every reason of the wire, and some for others", () => {
    const titles = ["customer_ended", "agent_ended", "revoked", "too_long", "customer_lost", "no_agent", "never_started", "left", "toString", "unknown"].map((reason) => wording({ phase: "ended", room: null, reason }, 0).title);
    assert.equal(new Set(titles).size, 9);
    for (const title of titles) assert.equal(typeof title, "string");
  });

  it("shows the phrase while asking and only then", () => {
    assert.equal(wording(after(welcome()), 0).phrase, "amber river");
    assert.equal(wording(after(welcome(), frame("joined")), 0).phrase, "");
  });

  it("counts minutes and seconds", () => {
    assert.deepEqual([0, 1, 999, 60_000, 107_500].map(clock), ["0:00", "0:01", "0:01", "1:00", "1:48"]);
    assert.match(wording(after(welcome({ consented: true }), frame("customer_lost", { deadlineSeconds: 65 })), 1000).text, /1:05/);
  });
});

describe("what the parent page hears", () => {
  const told = (...inputs: Input[]): string[] => {
    let state = START;
    return inputs.flatMap((input) => {
      const before = state;
      state = next(state, input, 0);
      return notes(before, state).map(({ type, payload }) => `${type} ${Object.values(payload).join(" ")}`.trim());
    });
  };

  it("hears of joining once, also when the connection broke or the customer was away in between", () => {
    const all = told(welcome(), frame("joined"), frame("customer_lost", { deadlineSeconds: 1 }), frame("customer_back"), { kind: "closed", code: 1006 }, welcome({ consented: true }));
    assert.equal(all.filter((line) => line === "session_joined s").length, 1);
  });

  it("hears how it ended", () => {
    assert.deepEqual(told(welcome(), { kind: "left" }).slice(-2), ["desk_state ended", "session_left"]);
    assert.deepEqual(told(welcome(), frame("session_ended", { reason: "revoked" })).slice(-2), ["desk_state ended", "session_ended revoked"]);
    assert.deepEqual(told(frame("error", { code: 1013, errorMsg: "full" })), ["desk_state failed", "session_error 1013 full"]);
  });
});
