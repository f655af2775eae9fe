import assert from "node:assert/strict";
import { test } from "node:test";
import { Sanitiser } from "./index";
import { MAX_DATA_URL } from "./limits";

const URL = "data:image/webp;base64,UklGRg==";
const page = (): Sanitiser => {
  const sanitiser = new Sanitiser();
  const body = { type: 2, id: 4, tagName: "body", attributes: {}, childNodes: ["canvas", "video", "div"].map((tagName, at) => ({ type: 2, id: 5 + at, tagName, attributes: {}, childNodes: [] })) };
  const html = { type: 2, id: 2, tagName: "html", attributes: {}, childNodes: [{ type: 2, id: 3, tagName: "head", attributes: {}, childNodes: [] }, body] };
  sanitiser.snapshot([{ type: 4, data: { href: "https://shop.test/", width: 800, height: 600 } }, { type: 2, data: { node: { type: 0, id: 1, childNodes: [html] } } }]);
  return sanitiser;
};
const said = (payload: unknown, tag = "cobroker.canvas"): unknown => ({ type: 5, data: { tag, payload }, timestamp: 1 });

test("a canvas and a video get the picture, or the reason, that the page sent", () => {
  const given = [said({ id: 5, url: URL }), said({ id: 6, url: URL }), said({ id: 5, reason: "tainted" })];
  assert.deepEqual(page().increment(given), [
    { source: "canvas", id: 5, url: URL, reason: "" },
    { source: "canvas", id: 6, url: URL, reason: "" },
    { source: "canvas", id: 5, url: null, reason: "tainted" },
  ]);
});

test("anything but a picture of an element that has one is dropped", () => {
  const bad = [
    said({ id: 7, url: URL }), said({ id: 99, url: URL }), said({ id: "5", url: URL }), said({ id: 5, url: URL }, "other"), said(null), said({ id: 5 }), said({ id: 5, reason: "because" }),
    said({ id: 5, url: "https://evil.test/a.png" }), said({ id: 5, url: "data:image/svg+xml;base64,AAAA" }), said({ id: 5, url: "data:text/html;base64,AAAA" }),
    said({ id: 5, url: `${URL}") ; background: url("https://evil.test` }), said({ id: 5, url: `data:image/png;base64,${"A".repeat(MAX_DATA_URL)}` }),
  ];
  assert.deepEqual(page().increment(bad), []);
});

test("pictures are no ephemeral matter", () => {
  assert.deepEqual(page().ephemeral([said({ id: 5, url: URL })]), []);
});
