import assert from "node:assert/strict";
import { test } from "node:test";
import { maskedAttributes, openAttributes } from "./attributes";

test("of a masked element only layout leaves", () => {
  const kept = maskedAttributes({
    class: "box", id: "user-4711", title: "t", "aria-label": "a", "data-x": "d", href: "/h", value: "v", checked: true, selected: true,
    hidden: "until-found", disabled: "disabled", width: "80", height: "secret", colspan: "2", type: "text", dir: "ltr secret", rr_scrollTop: 12, onclick: "x()",
  });
  assert.deepEqual(kept, { class: "box", hidden: "", disabled: "", width: "80", colspan: "2", type: "text", rr_scrollTop: 12 });
});

test("of a masked style only layout and colour leave", () => {
  const style = `width: 10px; COLOR: red; --note: 'secret'; background-image: url(/secret.png); font-family: "Secret"; content: 'a;width:5px;b'; grid-template-columns: [secret] 1fr; margin: var(--secret)`;
  assert.deepEqual(maskedAttributes({ style }), { style: "width: 10px; color: red; width: 5px" });
  const diff = { width: "10px", "--x": "secret", "background-image": "url(x)", color: ["red", "important"] as [string, string], display: false as const };
  assert.deepEqual(maskedAttributes({ style: diff }), { style: { width: "10px", color: ["red", "important"], display: false } });
});

test("removing an attribute is told only of attributes that are sent", () => {
  assert.deepEqual(maskedAttributes({ title: null, class: null, hidden: null }), { class: null, hidden: null });
});

test("open elements lose handlers, markup and the tails of links", () => {
  const base = "https://shop.example/cart?token=1";
  assert.deepEqual(openAttributes("a", { href: "/o?x=1#y", title: "t", onclick: "x()", ONLOAD: "x()", ping: "/p" }, base), { href: "https://shop.example/o", title: "t" });
  assert.deepEqual(openAttributes("form", { action: "save?x=1" }, base), { action: "https://shop.example/save" });
  assert.deepEqual(openAttributes("iframe", { srcdoc: "<p>", rr_src: "https://pay.example/?id=1" }, base), { rr_src: "https://pay.example/" });
  assert.deepEqual(openAttributes("img", { src: "/i.png?size=2", srcset: "/i.png?size=4 2x" }, base), { src: "/i.png?size=2", srcset: "/i.png?size=4 2x" });
  assert.deepEqual(openAttributes("a", { href: "javascript:alert(1)" }, base), { href: "" });
});
