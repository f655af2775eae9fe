import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidSetting, readSettings } from "./settings";

const any = () => true;
const maskOf = (piiMask: unknown, isSelector: (list: string) => boolean = any) => readSettings({ piiMask }, isSelector).maskSelector;

test("without settings nothing more is masked and the title is not shared", () => {
  for (const input of [undefined, null, {}, "text", { piiMask: null }, { allowAgentAnnotation: true }]) {
    const { maskSelector, shareTitle } = readSettings(input, any);
    assert.deepEqual({ maskSelector, shareTitle }, { maskSelector: "", shareTitle: false });
  }
});

test("selectors and attributes become one list", () => {
  assert.equal(maskOf({ maskType: "custom_input", maskCssSelectors: "#a, .b", maskHTMLAttributes: 'data-sensitive=true, x' }), '#a, .b, [data-sensitive="true"], [x]');
  assert.equal(maskOf({ maskHTMLAttributes: `data-x = "quoted"` }), '[data-x="quoted"]');
  assert.equal(maskOf({ maskHTMLAttributes: `data-x=a"]b` }), '[data-x="a\\"]b"]');
  assert.equal(maskOf({ maskHTMLAttributes: "xlink:href" }), "[xlink\\:href]");
});

test("all_input masks what can be typed into", () => {
  for (const part of ["input", "textarea", "select", "contenteditable"]) assert.ok(maskOf({ maskType: "all_input" }).includes(part));
});

test("what cannot be honoured is an error that names it", () => {
  const wrong: [unknown, RegExp][] = [
    [{ maskType: "everything" }, /maskType.*everything/],
    [{ maskCssSelectors: 7 }, /maskCssSelectors/],
    [{ maskHTMLAttributes: "=x" }, /maskHTMLAttributes.*=x/],
    [{ maskHTMLAttributes: "a b=c" }, /maskHTMLAttributes/],
  ];
  for (const [mask, message] of wrong) assert.throws(() => maskOf(mask), (error) => error instanceof InvalidSetting && message.test(error.message));
  assert.throws(() => maskOf({ maskCssSelectors: "..x" }, () => false), /not a valid CSS selector/);
});
