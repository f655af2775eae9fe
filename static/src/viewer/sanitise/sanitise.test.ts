import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BOX_LABEL, Sanitiser } from "./index";
import { MAX_ATTRIBUTES, MAX_CSS, MAX_DATA_URL, MAX_DEPTH, MAX_NODES, MAX_STRING } from "./limits";

type Raw = { [key: string]: unknown; id: number };

let id = 0;
const text = (textContent: unknown): Raw => ({ type: 3, id: ++id, textContent });
const el = (tagName: unknown, attributes: unknown = {}, ...childNodes: unknown[]): Raw => ({ type: 2, id: ++id, tagName, attributes, childNodes });
const doc = (...body: unknown[]): Raw => ({ type: 0, id: ++id, childNodes: [{ type: 1, id: ++id, name: "html", publicId: "", systemId: "" }, el("html", {}, el("head"), el("body", {}, ...body))] });

function events(node: unknown, meta: unknown = { href: "https://shop.test/a", width: 800, height: 600 }): unknown[] {
  return [{ type: 4, data: meta, timestamp: 1 }, { type: 2, data: { node, initialOffset: { top: 5, left: 0 } }, timestamp: 1 }];
}

/** A sanitiser that holds a page with `body`, and what of the body it kept. */
function holding(...body: unknown[]): { sanitiser: Sanitiser; kept: Raw[] } {
  const sanitiser = new Sanitiser();
  const node = sanitiser.snapshot(events(doc(...body)))?.node as unknown as { childNodes: { childNodes: Raw[] }[] };
  const inside = node.childNodes[1]?.childNodes.find(({ tagName }) => tagName === "body");
  return { sanitiser, kept: inside?.childNodes as Raw[] };
}

const only = (...body: unknown[]): Raw => holding(...body).kept[0] as Raw;
const played = (sanitiser: Sanitiser, data: unknown): Raw | undefined => sanitiser.increment([{ type: 3, data, timestamp: 1 }])[0] as unknown as Raw | undefined;
const mutation = (parts: object): object => ({ source: 0, adds: [], removes: [], texts: [], attributes: [], ...parts });

describe("what an honest page keeps", () => {
  it("keeps elements, classes, ids, forms, tables, drawings and styles as they are", () => {
    const attributes = { class: "a b", id: "x", style: "color: red; --gap: 4px", "data-theme": "dark", "aria-label": "Close", role: "button", "_ngcontent-abc-c1": "", colspan: "2", value: "v", checked: true };
    // rrweb makes an empty text of `true`, too.
    assert.deepEqual(only(el("td", attributes)).attributes, { ...attributes, checked: "" });
  });

  it("lets nothing of the page speak up at the agent's screen reader", () => {
    assert.deepEqual(only(el("div", { role: "alert", "aria-live": "assertive", "aria-label": "Time" })).attributes, { role: "note", "aria-live": "off", "aria-label": "Time" });
    assert.deepEqual(only(el("div", { role: "STATUS button" })).attributes, { role: "group button" });
    assert.deepEqual(only(el("output", { for: "a" })).attributes, { for: "a", "aria-live": "off" });
    const { sanitiser, kept } = holding(el("p"));
    const clean = played(sanitiser, mutation({ attributes: [{ id: kept[0]?.id, attributes: { role: "log", "aria-live": "polite", tabindex: "3", accesskey: "s", autofocus: "" } }] }));
    assert.deepEqual(clean?.attributes, [{ id: kept[0]?.id, attributes: { role: "group", "aria-live": "off" } }]);
  });

  it("keeps custom elements with their state and shadow root", () => {
    const made = only({ ...el("sl-button", { variant: "primary", loading: "", size: "small" }), isCustom: true, isShadowHost: true });
    assert.deepEqual([made.tagName, made.isCustom, made.isShadowHost, made.attributes], ["sl-button", true, true, { variant: "primary", loading: "", size: "small" }]);
  });

  it("keeps svg with references into itself", () => {
    const use: Raw = { ...el("use", { "xlink:href": "#icon", fill: "url(#g)", viewBox: "0 0 1 1" }), isSVG: true };
    assert.deepEqual(only({ ...el("svg", {}, use), isSVG: true }).childNodes, [{ type: 2, id: use.id, tagName: "use", attributes: use.attributes, childNodes: [], isSVG: true }]);
  });

  it("keeps a link looking like one, without its address", () => {
    assert.deepEqual(only(el("a", { href: "https://shop.test/", class: "l", target: "_blank" }, text("x"))).attributes, { href: "#", class: "l" });
  });

  it("makes an inlined sheet a style element, whatever its link said", () => {
    const made = only(el("link", { rel: "stylesheet", href: "https://shop.test/a.css", media: "print", _cssText: "a{color:red}" }));
    assert.deepEqual([made.tagName, made.attributes], ["style", { media: "print", _cssText: "a{color:red}" }]);
  });

  it("keeps a viewport meta and the place of what it drops, so that siblings still find each other", () => {
    const [meta, script] = holding(el("meta", { name: "viewport", content: "width=device-width" }), el("script", { src: "https://x.test/" })).kept;
    assert.deepEqual(meta?.attributes, { name: "viewport", content: "width=device-width" });
    assert.deepEqual([script?.type, script?.textContent], [5, ""]);
  });

  it("counts what it left out, by kind, from each snapshot on", () => {
    const { sanitiser } = holding(el("script"), el("img", { onerror: "x", src: "javascript:x" }), el("style", { _cssText: "@import 'x'" }));
    assert.deepEqual(sanitiser.removed, { elements: 1, attributes: 1, urls: 1, css: 1, events: 0, limits: 0 });
    sanitiser.snapshot(events(doc()));
    assert.equal(sanitiser.removed.elements, 0);
  });
});

describe("the shape of a picture", () => {
  const refused: [string, unknown][] = [
    ["nothing", undefined], ["no list", {}], ["no events", []], ["only Meta", events(doc()).slice(0, 1)], ["events the wrong way round", events(doc()).reverse()],
    ["no document", events(el("html"))], ["an empty document", events({ type: 0, id: 1, childNodes: [] })], ["a document of text", events({ type: 0, id: 1, childNodes: [text("x")] })],
    ["a document whose element is a div", events({ type: 0, id: 1, childNodes: [el("div")] })], ["a document without id", events({ ...doc(), id: "1" })],
    ["an id that is no integer", events({ ...doc(), id: 1.5 })], ["a negative id", events({ ...doc(), id: -1 })], ["no size", events(doc(), { href: "x" })],
    ["no width", events(doc(), { width: 0, height: 9 })], ["an endless width", events(doc(), { width: 1e9, height: 600 })], ["a size in words", events(doc(), { width: "800", height: "600" })],
    ["a custom event", [{ type: 5, data: {} }, { type: 6, data: {} }]],
  ];
  for (const [name, given] of refused) it(`refuses ${name}`, () => assert.equal(new Sanitiser().snapshot(given), null));

  it("gives the size, the address and the scroll position", () => {
    const { href, width, height, offset } = new Sanitiser().snapshot(events(doc())) ?? assert.fail();
    assert.deepEqual({ href, width, height, offset }, { href: "https://shop.test/a", width: 800, height: 600, offset: { top: 5, left: 0 } });
  });

  it("shows no address but http and https", () => {
    assert.equal(new Sanitiser().snapshot(events(doc(), { href: "javascript:alert(1)", width: 800, height: 600 }))?.href, "");
  });

  it("has one html element, and head and body only in it", () => {
    const [html, head, body] = holding(el("html"), el("head"), el("body")).kept;
    assert.deepEqual([html?.tagName, head?.tagName, body?.tagName], ["div", "div", "div"]);
    const two = { type: 0, id: ++id, childNodes: [el("html"), el("html"), text("x"), { type: 1, id: ++id }] };
    assert.equal((new Sanitiser().snapshot(events(two))?.node as unknown as Raw & { childNodes: unknown[] }).childNodes.length, 1);
  });

  it("takes each id once", () => {
    const first = el("p", { class: "first" });
    assert.deepEqual(holding(first, { ...el("p"), id: first.id }).kept.length, 1);
  });

  it("takes a document only into a frame and lets no node say where it is", () => {
    const { sanitiser, kept } = holding(el("iframe"), el("div"), { ...el("p"), rootId: 99_999, isShadow: true });
    const [frame, div, p] = kept as [Raw, Raw, Raw];
    assert.notEqual(p.rootId, 99_999);
    const inner = (parentId: number): object => mutation({ adds: [{ parentId, nextId: null, node: doc(el("b")) }], isAttachIframe: true });
    assert.equal((played(sanitiser, inner(div.id))?.adds as unknown[]).length, 0);
    const [added] = played(sanitiser, inner(frame.id))?.adds as { node: { type: number; childNodes: unknown[] } }[];
    assert.deepEqual([added?.node.type, added?.node.childNodes.length], [0, 2]);
  });

  it("gives a shadow root only to elements that can have one", () => {
    const img = only({ ...el("img", {}, { ...el("p"), isShadow: true }), isShadowHost: true });
    assert.equal(img.isShadowHost, undefined);
    assert.equal((img.childNodes as Raw[])[0]?.isShadow, undefined);
  });

  it("lets no name hide what the player needs", () => {
    for (const name of ["appendChild", "childNodes", "head", "createElement"]) {
      assert.deepEqual(only(el("form", { name: "f", id: name }, el("input", { name }))).attributes, {});
    }
    assert.deepEqual(only(el("input", { name: "email", id: "email" })).attributes, { name: "email", id: "email" });
  });
});

describe("limits", () => {
  const label = (node: Raw | undefined): unknown => (node?.attributes as Raw | undefined)?.[BOX_LABEL];

  it("cuts a page nested 20,000 deep without overflowing the stack, and says so in the page", () => {
    let deep = el("b");
    for (let level = 0; level < 20_000; level += 1) deep = el("div", {}, deep);
    const { sanitiser, kept } = holding(deep);
    let depth = 3;
    let one = kept[0];
    while (one && !label(one)) {
      depth += 1;
      one = (one.childNodes as Raw[])[0];
    }
    assert.ok(one, "a labelled box at the end");
    assert.equal(depth, MAX_DEPTH - 1);
    assert.equal(sanitiser.removed.limits, 1);
  });

  it("cuts a page with too many nodes, at the first child that is too many", () => {
    const list = el("ul", {}, ...Array.from({ length: MAX_NODES }, () => el("li")));
    const { sanitiser, kept } = holding(list, el("p"));
    const items = kept[0]?.childNodes as Raw[];
    assert.ok(items.length < MAX_NODES);
    assert.match(String(label(items.at(-1))), /too large/);
    assert.ok(sanitiser.removed.limits > 1);
  });

  it("counts added nodes, too, and removed ones no more", () => {
    const list = el("ul", {}, ...Array.from({ length: MAX_NODES - 100 }, () => el("li")));
    const { sanitiser, kept } = holding(list);
    const body = played(sanitiser, mutation({ removes: [{ id: list.id, parentId: 1 }] }))?.removes as { parentId: number }[];
    assert.equal(kept.length, 1);
    const adds = Array.from({ length: 200 }, () => ({ parentId: body[0]?.parentId, nextId: null, node: el("p") }));
    assert.equal((played(sanitiser, mutation({ adds }))?.adds as unknown[]).length, 200);
    assert.equal(sanitiser.removed.limits, 0);
  });

  it(`keeps ${MAX_ATTRIBUTES} attributes of an element`, () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, count) => [`data-a${count}`, "x"]));
    assert.equal(Object.keys(only(el("div", many)).attributes as object).length, MAX_ATTRIBUTES);
  });

  it("drops giant attributes, shortens giant texts, empties giant sheets", () => {
    const giant = "x".repeat(MAX_STRING + 1);
    const { sanitiser, kept } = holding(el("p", { title: giant, style: giant }, text(giant)), el("style", { _cssText: "x".repeat(MAX_CSS + 1) }));
    assert.deepEqual(kept[0]?.attributes, {});
    assert.equal(((kept[0]?.childNodes as Raw[])[0]?.textContent as string).length, MAX_STRING + 1);
    assert.deepEqual(kept[1]?.attributes, {});
    assert.equal(sanitiser.removed.limits, 4);
  });

  it("takes a data image up to its limit", () => {
    const image = (length: number): string => "data:image/png;base64,".padEnd(length, "A");
    assert.equal((only(el("img", { src: image(MAX_DATA_URL) })).attributes as Raw).src, image(MAX_DATA_URL));
    assert.equal((only(el("img", { src: image(MAX_DATA_URL + 1) })).attributes as Raw).src, undefined);
  });

  it("empties a sheet nested deeper than a parser should go", () => {
    assert.deepEqual(only(el("style", { _cssText: "a{".repeat(5000) })).attributes, { _cssText: "" });
  });

  it("labels what cannot be shown, and nothing can be put into the box", () => {
    const object = el("object");
    const { sanitiser, kept } = holding(object);
    assert.match(String(label(kept[0])), /not shown/);
    const data = mutation({ adds: [{ parentId: object.id, nextId: null, node: el("img") }], attributes: [{ id: object.id, attributes: { class: "x" } }], texts: [{ id: object.id, value: "x" }] });
    assert.deepEqual(played(sanitiser, data), { source: 0, removes: [], adds: [], texts: [], attributes: [] });
  });
});

describe("mutations", () => {
  it("forgets siblings it does not know, so that nothing waits for them", () => {
    const p = el("p");
    const { sanitiser } = holding(p);
    const [added] = played(sanitiser, mutation({ adds: [{ parentId: p.id, nextId: 77_777_777, previousId: 88_888_888, node: el("b") }] }))?.adds as Raw[];
    assert.deepEqual([added?.nextId, added?.previousId], [null, null]);
  });

  it("takes a node that comes again away before it is built again", () => {
    const span = text("safe");
    const style = el("style");
    const p = el("p", {}, span);
    const { sanitiser } = holding(p, style);
    const again = played(sanitiser, mutation({ adds: [{ parentId: style.id, nextId: null, node: { ...span, textContent: "@import 'x';" } }] }));
    assert.deepEqual(again?.removes, [{ parentId: p.id, id: span.id }]);
    assert.equal((again?.adds as { node: Raw }[])[0]?.node.textContent, "@blocked 'x';");
  });

  it("cleans style text however it comes", () => {
    const css = text("a{}");
    const style = el("style", {}, css);
    const { sanitiser } = holding(style);
    const clean = played(sanitiser, mutation({ texts: [{ id: css.id, value: "@import 'x'" }], attributes: [{ id: style.id, attributes: { _cssText: "@import 'y'" } }] }));
    assert.deepEqual(clean?.texts, [{ id: css.id, value: "@blocked 'x'" }]);
    assert.deepEqual(clean?.attributes, [{ id: style.id, attributes: { _cssText: "@blocked 'y'" } }]);
  });

  it("sets text only on text, and style properties only by their names", () => {
    const p = el("p");
    const { sanitiser } = holding(p);
    const style = { color: "red", "--x": ["1px", "important"], "": "x", behavior: "url(x)", "a;b": "c", margin: false, width: "expression(hit())" };
    const clean = played(sanitiser, mutation({ texts: [{ id: p.id, value: "x" }], attributes: [{ id: p.id, attributes: { style } }] }));
    assert.deepEqual(clean?.texts, []);
    assert.deepEqual(clean?.attributes, [{ id: p.id, attributes: { style: { color: "red", "--x": ["1px", "important"], margin: false, width: "blocked-hit())" } } }]);
  });

  it("passes over what names nodes it does not know", () => {
    const { sanitiser } = holding();
    const clean = played(sanitiser, mutation({ removes: [{ id: 999_999, parentId: 1 }], adds: [{ parentId: 999_999, nextId: null, node: el("p") }, null, 5], texts: [{ id: 999_999, value: "x" }], attributes: "all" }));
    assert.deepEqual(clean, { source: 0, removes: [], adds: [], texts: [], attributes: [] });
  });
});

describe("other events", () => {
  const field = el("input");
  const style = el("style");
  const fresh = (): Sanitiser => holding({ ...field }, { ...style }).sanitiser;

  const dropped: [string, unknown][] = [
    ["an unknown source", { source: 42 }], ["no source", {}], ["a canvas mutation", { source: 9, id: field.id, type: 0, commands: [{ property: "drawImage", args: [] }] }],
    ["media that plays", { source: 7, id: field.id, type: 0 }], ["a log", { source: 11, payload: [] }], ["a custom element definition", { source: 16, define: { name: "x-y" } }],
    ["scrolling nowhere", { source: 3, id: field.id, x: "1", y: null }], ["scrolling to infinity", { source: 3, id: field.id, x: 1e300, y: 0 }], ["scrolling an unknown node", { source: 3, id: 9_999_999, x: 1, y: 1 }],
    ["a size of nothing", { source: 4, width: 0, height: 0 }], ["a size in words", { source: 4, width: "1000", height: "700" }], ["input without text", { source: 5, id: field.id, text: 5, isChecked: true }],
    ["input into a style", { source: 5, id: style.id, text: "x", isChecked: false }], ["an interaction beyond the list", { source: 2, id: field.id, type: 11 }], ["an interaction by name", { source: 2, id: field.id, type: "constructor" }],
    ["no positions", { source: 1, positions: [] }], ["positions that are none", { source: 1, positions: [null, {}, { x: 1 }] }], ["style rules of no sheet", { source: 8, id: field.id, adds: [{ rule: "a{}" }] }],
    ["a style declaration without a place", { source: 13, id: style.id, index: [], set: { property: "color", value: "red" } }], ["a style property with markup", { source: 13, id: style.id, index: [0], set: { property: "color;}", value: "red" } }],
    ["a font from a script", { source: 10, family: "x", fontSource: "url(javascript:x)", buffer: false }], ["a font of no bytes", { source: 10, family: "x", fontSource: "alert(1)", buffer: true }],
    ["sheets of an unknown node", { source: 15, id: 9_999_999, styleIds: [1] }],
  ];
  for (const [name, data] of dropped) it(`drops ${name}`, () => assert.equal(played(fresh(), data), undefined));

  for (const type of [0, 1, 2, 4, 5, 6, 7, 8, "3", null]) {
    it(`drops an event of type ${JSON.stringify(type)} in an increment`, () => assert.deepEqual(fresh().increment([{ type, data: { source: 4, width: 100, height: 100 } }]), []));
  }

  const kept: [string, object, object][] = [
    ["scrolling", { source: 3, id: field.id, x: 1, y: 2.5, behavior: "x" }, { source: 3, id: field.id, x: 1, y: 2.5 }],
    ["a new size", { source: 4, width: 390, height: 844 }, { source: 4, width: 390, height: 844 }],
    ["input", { source: 5, id: field.id, text: "Jo", isChecked: false, userTriggered: true }, { source: 5, id: field.id, text: "Jo", isChecked: false }],
    ["a click", { source: 2, id: field.id, type: 2, x: 3, y: 4, pointerType: 0 }, { source: 2, id: field.id, type: 2, x: 3, y: 4 }],
    ["the pointer", { source: 1, positions: [{ x: 1, y: 2, id: field.id, timeOffset: -50 }] }, { source: 1, positions: [{ x: 1, y: 2, id: field.id, timeOffset: -50 }] }],
    ["style rules", { source: 8, styleId: 4, adds: [{ rule: "a{color:red}", index: [0, 1] }], removes: [{ index: 3 }] }, { source: 8, styleId: 4, removes: [{ index: 3 }], adds: [{ rule: "a{color:red}", index: [0, 1] }] }],
    ["the place of a refused import", { source: 8, id: style.id, adds: [{ rule: "@import url(x)", index: 0 }] }, { source: 8, id: style.id, removes: [], adds: [{ rule: "@media not all{}", index: 0 }] }],
    ["a style declaration", { source: 13, id: style.id, index: [0], set: { property: "color", value: "red", priority: "x" } }, { source: 13, id: style.id, index: [0], set: { property: "color", value: "red", priority: "" } }],
    ["an adopted sheet", { source: 15, id: field.id, styleIds: [1, "2"], styles: [{ styleId: 1, rules: [{ rule: "@import 'x'" }] }] }, { source: 15, id: field.id, styleIds: [1], styles: [{ styleId: 1, rules: [{ rule: "@media not all{}" }] }] }],
    ["a selection", { source: 14, ranges: [{ start: field.id, startOffset: 0, end: field.id, endOffset: 1 }, { start: -1 }] }, { source: 14, ranges: [{ start: field.id, startOffset: 0, end: field.id, endOffset: 1 }] }],
    ["a font file", { source: 10, family: "X", fontSource: "url('https://f.test/x.woff2') format('woff2')", buffer: false, descriptors: { weight: "700", evil: "x" } }, { source: 10, family: "X", fontSource: 'url("https://f.test/x.woff2")', buffer: false, descriptors: { weight: "700" } }],
  ];
  for (const [name, data, clean] of kept) it(`keeps ${name}, and of it only what it needs`, () => assert.deepEqual(played(fresh(), data), clean));

  it("takes only pointer and selection from ephemeral frames", () => {
    const all = [{ source: 1, positions: [{ x: 1, y: 2, id: field.id, timeOffset: 0 }] }, { source: 4, width: 100, height: 100 }, mutation({})].map((data) => ({ type: 3, data, timestamp: 1 }));
    assert.deepEqual(fresh().ephemeral(all).map(({ source }) => source), [1]);
  });

  it("survives anything JSON can say", () => {
    const odd: unknown[] = [null, 0, "x", [], {}, [[]], { type: 3 }, { type: 3, data: null }, { type: 3, data: [] }, { type: 2, data: { node: null } }];
    for (const one of odd) {
      assert.equal(fresh().snapshot([one, one]), null);
      assert.deepEqual(fresh().increment([one]), []);
      assert.deepEqual(fresh().increment(one), []);
      for (let source = 0; source <= 17; source += 1) fresh().increment([{ type: 3, data: { source, id: one, adds: one, positions: one, ranges: one, styles: one, styleIds: one, index: one, set: one, remove: one, descriptors: one, family: one, rules: one } }]);
    }
  });
});
