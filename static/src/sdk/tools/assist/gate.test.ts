import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AssistGate } from "./gate";

const ASKING = { remoteAssist: true, assistConsent: true };
const TRUSTING = { remoteAssist: true, assistConsent: false };
const ada = (grantId: string) => ({ grantId, userId: "a", userName: "Ada" });

describe("the assist gate", () => {
  it("obeys a grant the customer agreed to, once the relay gives it, and no other", () => {
    const gate = new AssistGate(ASKING);
    gate.agree("g1");
    assert.equal(gate.obeys("g1"), false);
    assert.equal(gate.hear(null), null);
    assert.equal(gate.hear(ada("g1"))?.userName, "Ada");
    assert.equal(gate.obeys("g1"), true);
    for (const other of ["g2", "", undefined, null, 1]) assert.equal(gate.obeys(other), false);
  });

  it("does not obey a relay that claims a consent the customer never gave", () => {
    const gate = new AssistGate(ASKING);
    assert.equal(gate.hear(ada("g1")), null);
    assert.equal(gate.obeys("g1"), false);
  });

  it("needs no question if the page's own settings say so, and nothing helps if they say no", () => {
    const gate = new AssistGate(TRUSTING);
    gate.hear(ada("g1"));
    assert.equal(gate.obeys("g1"), true);
    const off = new AssistGate({ remoteAssist: false, assistConsent: false });
    off.agree("g1");
    assert.equal(off.hear(ada("g1")), null);
  });

  for (const abilities of [ASKING, TRUSTING]) {
    it(`never obeys a grant again after the customer's stop, whatever the relay says (${abilities.assistConsent ? "asking" : "not asking"})`, () => {
      const gate = new AssistGate(abilities);
      gate.agree("g1");
      gate.hear(ada("g1"));
      gate.stop();
      assert.equal(gate.obeys("g1"), false);
      assert.equal(gate.hear(ada("g1")), null);
      gate.agree("g2");
      gate.hear(ada("g2"));
      assert.equal(gate.obeys("g2"), true);
    });
  }

  it("takes the end of control from the relay as a stop", () => {
    const gate = new AssistGate(ASKING);
    gate.agree("g1");
    gate.hear(ada("g1"));
    gate.hear(null);
    assert.equal(gate.hear(ada("g1")), null);
  });

  it("keeps a yes that the relay has not answered yet, but not across a lost connection", () => {
    const gate = new AssistGate(ASKING);
    gate.agree("g1");
    gate.hear(null);
    assert.ok(gate.hear(ada("g1")));
    gate.stop();
    gate.agree("g2");
    gate.forget();
    assert.equal(gate.hear(ada("g2")), null);
  });

  it("moves nothing while the customer is asked whether to stop", () => {
    const gate = new AssistGate(ASKING);
    gate.agree("g1");
    gate.hear(ada("g1"));
    gate.isPaused = true;
    assert.equal(gate.obeys("g1"), false);
    gate.isPaused = false;
    assert.equal(gate.obeys("g1"), true);
    gate.isPaused = true;
    gate.hear(ada("g1"));
    assert.equal(gate.obeys("g1"), false, "another agent in the queue changes nothing");
  });
});
