import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parsePicked, type Picked } from "../shared/picked";
import { answerWords, proposalWords } from "./propose-words";

const button: Picked = { node: 5, name: "Button", label: "Send", mayPress: true, value: null };
const value = (text: string) => ({ kind: "value", value: text }) as const;

describe("proposals in words", () => {
  it("say what would happen", () => {
    assert.equal(proposalWords(button, { kind: "click" }), "press “Send”");
    assert.equal(proposalWords({ ...button, label: "" }, { kind: "click" }), "press Button");
    const field: Picked = { ...button, label: "Name", value: { kind: "text", input: "text", isLong: false, now: "" } };
    assert.equal(proposalWords(field, value("Grace")), "enter “Grace” in “Name”");
    assert.equal(proposalWords(field, value("")), "empty “Name”");
    const list: Picked = { ...button, label: "Insurance", value: { kind: "choice", now: "home", options: [{ value: "boat", label: "Boat" }] } };
    assert.equal(proposalWords(list, value("boat")), "choose “Boat” in “Insurance”");
    const tick: Picked = { ...button, label: "Terms", value: { kind: "tick", isRadio: false, now: false } };
    assert.deepEqual([proposalWords(tick, value("true")), proposalWords(tick, value("false"))], ["tick “Terms”", "untick “Terms”"]);
  });

  it("and what became of it", () => {
    assert.match(answerWords("yes", "press “Send”"), /said yes to: press “Send”/);
    assert.match(answerWords("no", "x"), /said no/);
    assert.match(answerWords("gone", "x"), /went away/);
    assert.match(answerWords("impossible", "x"), /cannot be done/);
  });
});

describe("what the viewer says was picked", () => {
  it("is read field by field", () => {
    assert.deepEqual(parsePicked({ ...button, more: 1 }), button);
    for (const bad of [null, 1, "x", {}, { node: 0 }, { node: -1 }, { node: "5" }, { node: 1.5 }]) assert.equal(parsePicked(bad), null);
    assert.deepEqual(parsePicked({ node: 5, label: 7, value: { kind: "other" } }), { node: 5, name: "Part of the page", label: "", mayPress: false, value: null });
    const long = parsePicked({ node: 5, label: "x".repeat(500), value: { kind: "choice", options: Array(500).fill({ value: "v" }) } });
    assert.equal(long?.label.length, 80);
    assert.ok(long?.value?.kind === "choice" && long.value.options.length === 200 && long.value.options[0]?.label === "v");
    const typed = parsePicked({ node: 5, value: { kind: "text", input: "file", now: {} } });
    assert.deepEqual(typed?.value, { kind: "text", input: "text", isLong: false, now: "" });
  });
});
