import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Facts, outcomeOf } from "./possible";

const BUTTON: Facts = {
  tag: "button", type: "submit", isConnected: true, isVisible: true, isDisabled: false, isReadOnly: false, isMasked: false, leads: [], accepts: () => false, labelled: null,
};
const FIELD: Facts = { ...BUTTON, tag: "input", type: "text", accepts: () => true };
const click = { kind: "click" } as const;
const enter = (value: string) => ({ kind: "value", value }) as const;
const lead = (url: string, target = "", isDownload = false) => ({ ...BUTTON, tag: "a", type: "", leads: [{ url, target, isDownload }] });

describe("what may be proposed", () => {
  it("is a press on what is there, in view and enabled", () => {
    assert.equal(outcomeOf(click, BUTTON), "press");
    assert.equal(outcomeOf(click, { ...BUTTON, tag: "div", type: "" }), "press");
    for (const fault of [{ isConnected: false }, { isVisible: false }, { isDisabled: true }]) assert.equal(outcomeOf(click, { ...BUTTON, ...fault }), null);
  });

  it("is a value that the field would hold", () => {
    assert.equal(outcomeOf(enter("Grace"), FIELD), "enter");
    assert.equal(outcomeOf(enter(""), FIELD), "clear");
    assert.equal(outcomeOf(enter("x"), { ...FIELD, tag: "textarea", type: "textarea" }), "enter");
    assert.equal(outcomeOf(enter("boat"), { ...FIELD, tag: "select", type: "select-one" }), "choose");
    assert.equal(outcomeOf(enter("soon"), { ...FIELD, type: "date", accepts: () => false }), null);
    assert.equal(outcomeOf(enter("x"), { ...FIELD, isReadOnly: true }), null);
    for (const type of ["button", "submit", "reset", "image", "hidden"]) assert.equal(outcomeOf(enter("x"), { ...FIELD, type }), null, type);
    for (const tag of ["div", "a", "button", "label"]) assert.equal(outcomeOf(enter("x"), { ...FIELD, tag }), null, tag);
  });

  it("ticks by value, so that the customer reads what will stand there", () => {
    const box = { ...FIELD, type: "checkbox" };
    const radio = { ...FIELD, type: "radio" };
    assert.deepEqual(["true", "false", "on", ""].map((value) => outcomeOf(enter(value), box)), ["tick", "untick", null, null]);
    assert.deepEqual(["true", "false"].map((value) => outcomeOf(enter(value), radio)), ["choose", null]);
    assert.deepEqual([outcomeOf(click, box), outcomeOf(click, radio)], [null, null]);
  });

  it("is never a value of what agents do not see, and no press that would change one", () => {
    const masked = { ...FIELD, isMasked: true };
    assert.equal(outcomeOf(enter("x"), masked), null);
    assert.equal(outcomeOf(click, masked), null);
    assert.equal(outcomeOf(enter("true"), { ...masked, type: "checkbox" }), null);
    assert.equal(outcomeOf(click, { ...BUTTON, tag: "label", labelled: masked }), null);
    assert.equal(outcomeOf(click, { ...BUTTON, isMasked: true }), "press", "a button that agents cannot read holds nothing");
  });

  it("is nothing with passwords, files and frames", () => {
    for (const type of ["password", "file", "hidden"]) {
      const field = { ...FIELD, type };
      assert.deepEqual([outcomeOf(click, field), outcomeOf(enter("x"), field), outcomeOf(click, { ...BUTTON, tag: "label", labelled: field })], [null, null, null], type);
    }
    for (const tag of ["iframe", "object", "embed", "frame"]) assert.equal(outcomeOf(click, { ...BUTTON, tag }), null, tag);
  });

  it("leads nowhere but to pages, in this tab", () => {
    assert.equal(outcomeOf(click, lead("https://example.com/next")), "press");
    assert.equal(outcomeOf(click, lead("https://example.com/next", "_TOP")), "press");
    for (const url of ["javascript:alert(1)", "data:text/html,x", "blob:https://example.com/1", "mailto:a@example.com", "tel:1"]) assert.equal(outcomeOf(click, lead(url)), null, url);
    assert.equal(outcomeOf(click, lead("https://example.com/", "_blank")), null);
    assert.equal(outcomeOf(click, lead("https://example.com/", "other")), null);
    assert.equal(outcomeOf(click, lead("https://example.com/a.pdf", "", true)), null);
  });
});
