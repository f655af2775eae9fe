import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Assist, assistOf, assistWords, IDLE, standingOf } from "./assist-state";

const ada = { userId: "a", userName: "Ada" };
const ben = { userId: "b", userName: "Ben" };
const cleo = { userId: "c", userName: "Cleo" };
const frame = (fields: object): Assist => assistOf({ type: "assist", controller: null, asking: null, queue: [], ...fields });
const status = (assist: Assist, userId: string, wants = false): string => assistWords(assist, standingOf(assist, userId, wants), userId).status;

describe("how remote assist stands", () => {
  it("is read field by field", () => {
    assert.deepEqual(frame({}), IDLE);
    assert.deepEqual(assistOf({ type: "assist", controller: 7, asking: "x", queue: { length: 3 } }), IDLE);
    assert.deepEqual(frame({ controller: { ...ada, grantId: 5 } }).isMine, false);
    assert.deepEqual(frame({ controller: { ...ada, grantId: "1" }, queue: [ben, null, {}] }), { controller: ada, isMine: true, asking: null, queue: [ben] });
  });

  it("is control only with the grant: another desk of the same person does not have it", () => {
    const assist = frame({ controller: ada });
    assert.equal(standingOf(assist, "a", false), "out");
    assert.equal(standingOf(frame({ controller: { ...ada, grantId: "1" } }), "a", false), "control");
  });

  it("tells everybody who scrolls, who is asked and who waits", () => {
    assert.equal(status(IDLE, "c"), "");
    assert.equal(status(frame({ asking: ada }), "c"), "The customer is asked whether Ada may scroll.");
    assert.equal(status(frame({ controller: ada, queue: [ben, cleo] }), "x"), "Ada scrolls the customer’s page. Next: Ben, Cleo.");
  });

  it("tells an agent where they are", () => {
    assert.equal(status(frame({ asking: ada }), "a", true), "The customer is asked whether you may scroll.");
    assert.equal(status(frame({ controller: ada, queue: [ben, cleo] }), "c", true), "Ada scrolls the customer’s page. Next: Ben, you.");
    assert.match(status(frame({ controller: { ...ada, grantId: "1" }, queue: [ben] }), "a"), /^You scroll the customer’s page.*Next: Ben\.$/);
    assert.equal(status(IDLE, "a", true), "You wait for your turn.");
  });

  it("names the button after what it does", () => {
    const buttons = (["out", "queued", "asking", "control"] as const).map((standing) => assistWords(IDLE, standing, "a").button);
    assert.deepEqual(buttons, ["Scroll for the customer", "Do not wait", "Do not ask", "Stop scrolling"]);
  });
});
