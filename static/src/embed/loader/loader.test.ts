import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cornerOf, inkOn } from "./look";
import { baseOf, findTag } from "./place";
import { customerOf, joined, settingsOf } from "./settings";

test("attributes of the tag are settings, texts and masks among them", () => {
  const settings = settingsOf({
    language: "fr", zIndex: "7", phone: "", textGetHelp: "Aidez-moi", texture: "no text", text: "no name",
    maskHtmlAttributes: "data-hush", maskCssSelectors: ".iban", privateByDefault: "", unknown: "x",
  });
  assert.deepEqual(settings, {
    language: "fr", zIndex: "7", texts: { getHelp: "Aidez-moi" }, sdk: {},
    mask: { maskHTMLAttributes: "data-hush", maskCssSelectors: ".iban", privateByDefault: true },
  });
  assert.deepEqual(settingsOf({ privateByDefault: "false" }).mask, {});
  assert.deepEqual(customerOf({ userName: "Ada", userId: "" }), { userName: "Ada" });
});

test("later settings join earlier ones", () => {
  const first = settingsOf({ accent: "red", textClose: "Shut", textHide: "Away" });
  const { accent, texts, theme } = joined(first, { theme: "dark", texts: { close: "Done" } });
  assert.deepEqual([accent, texts, theme], ["red", { close: "Done", hide: "Away" }, "dark"]);
});

test("the broker is where the script came from, or where it is said to be", () => {
  assert.equal(baseOf(undefined, "https://support.example:8443/embed/0123456789ab.js?x#y"), "https://support.example:8443");
  assert.equal(baseOf("https://help.example/cobroker/?x=1", "https://cdn.example/embed.js"), "https://help.example/cobroker");
  for (const nothing of ["", "nonsense", undefined]) assert.equal(baseOf(nothing, undefined), "");
});

test("an element of the page that is called currentScript is not the script", () => {
  const tag = { tagName: "SCRIPT", src: "https://support.example/embed.js" };
  const clobbering = { tagName: "IMG", src: "https://evil.example/x", dataset: { broker: "https://evil.example" } };
  const page = (currentScript: unknown, found: unknown = null) => ({ currentScript, querySelector: () => found }) as unknown as Document;
  assert.equal(findTag(page(tag)), tag);
  assert.equal(findTag(page(clobbering)), null);
  assert.equal(findTag(page(clobbering, tag)), tag);
  assert.equal(findTag(page({ tagName: "script", href: "in SVG" }, tag)), tag);
});

test("start and end turn with the language, left and right do not", () => {
  assert.equal(cornerOf(undefined, "ltr"), "cb-bottom cb-right");
  assert.equal(cornerOf(undefined, "rtl"), "cb-bottom cb-left");
  assert.equal(cornerOf("top-start", "ltr"), "cb-top cb-left");
  assert.equal(cornerOf("top-start", "rtl"), "cb-top cb-right");
  assert.equal(cornerOf("bottom-right", "rtl"), "cb-bottom cb-right");
  for (const odd of ["middle", "top", "top-end x", "left"]) assert.equal(cornerOf(odd, "ltr"), "cb-bottom cb-right", odd);
});

/** WCAG 2.2, relative luminance. */
function luminance(channels: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = channels.map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test("on any colour the text has a contrast of 4.5 at least", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (color) => {
      const ink = inkOn(`rgb(${color.join(", ")})`) === "#000" ? 0 : 1;
      const [light, dark] = [Math.max(ink, luminance(color)), Math.min(ink, luminance(color))];
      assert.ok((light + 0.05) / (dark + 0.05) >= 4.5, color.join());
    }),
  );
  assert.equal(inkOn("color(srgb 1 1 1)"), "#fff", "what is not understood is left to --cobroker-on-accent");
});
