import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidSetting, readSettings } from "./settings";

/** Takes whatever closes what it opens. */
const any = (list: string): boolean => !/^[^[(]*[)\]]$/.test(list);
const maskOf = (piiMask: unknown, isSelector: (list: string) => boolean = any) => readSettings({ piiMask }, isSelector).maskSelector;

test("without settings nothing more is masked and the title is not shared", () => {
  for (const input of [undefined, null, {}, "text", { piiMask: null }, { allowAgentAnnotation: true }]) {
    const { maskSelector, openSelector, shareTitle, sharePath } = readSettings(input, any);
    assert.deepEqual({ maskSelector, openSelector, shareTitle, sharePath }, { maskSelector: "", openSelector: null, shareTitle: false, sharePath: true });
  }
});

test("selectors and attributes become one list", () => {
  assert.equal(maskOf({ maskType: "custom_input", maskCssSelectors: "#a, .b", maskHTMLAttributes: 'data-sensitive=true, x' }), '[data-sensitive="true"], [x], #a, .b');
  assert.equal(maskOf({ maskHTMLAttributes: `data-x = "quoted"` }), '[data-x="quoted"]');
  assert.equal(maskOf({ maskHTMLAttributes: `data-x=a"]b` }), '[data-x="a\\"]b"]');
  assert.equal(maskOf({ maskHTMLAttributes: "xlink:href" }), "[xlink\\:href]");
});

test("all_input masks what can be typed into", () => {
  for (const part of ["input", "textarea", "select", "contenteditable"]) assert.ok(maskOf({ maskType: "all_input" }).includes(part));
});

test("private by default opens what is listed, and shares no path unless told to", () => {
  const read = (piiMask: object) => {
    const { maskSelector, openSelector, shareTitle, sharePath } = readSettings({ piiMask }, any);
    return { maskSelector, openSelector, shareTitle, sharePath };
  };
  assert.deepEqual(read({ privateByDefault: true, unmaskCssSelectors: ".shown, #nav" }), { maskSelector: "", openSelector: ".shown, #nav", shareTitle: false, sharePath: false });
  assert.equal(read({ privateByDefault: true }).openSelector, "");
  assert.equal(read({ privateByDefault: true, sharePath: true }).sharePath, true);
  assert.equal(read({ privateByDefault: false, sharePath: false }).sharePath, false);
});

test("what cannot be honoured is an error that names it", () => {
  const wrong: [unknown, RegExp][] = [
    [{ maskType: "everything" }, /maskType.*everything/],
    [{ maskCssSelectors: 7 }, /maskCssSelectors/],
    [{ maskHTMLAttributes: "=x" }, /maskHTMLAttributes.*=x/],
    [{ maskHTMLAttributes: "a b=c" }, /maskHTMLAttributes/],
    [{ privateByDefault: "yes" }, /privateByDefault must be true or false/],
    [{ sharePath: 0 }, /sharePath/],
    [{ unmaskCssSelectors: ".shown" }, /unmaskCssSelectors.*privateByDefault/],
  ];
  for (const [mask, message] of wrong) assert.throws(() => maskOf(mask), (error) => error instanceof InvalidSetting && message.test(error.message));
  // a browser closes what is open at the end of a list, so it takes both
  for (const [open, closing] of [[".x:not(.y", ")"], ["[x", "]"], ['[x="y', ")"], [".x /*", ")"], [".x\\", ")"]] as const) {
    const taken = (list: string): boolean => list === open || list === open + closing;
    assert.throws(() => maskOf({ maskCssSelectors: open }, taken), /maskCssSelectors leaves something open/, open);
  }
  assert.equal(maskOf({ maskCssSelectors: ".x:not(.y)" }, (list) => list === ".x:not(.y)"), ".x:not(.y)");
  assert.throws(() => maskOf({ maskCssSelectors: "..x" }, () => false), /not a valid CSS selector/);
  assert.throws(() => maskOf({ privateByDefault: true, unmaskCssSelectors: "..x" }, () => false), /unmaskCssSelectors is not a valid CSS selector/);
});
