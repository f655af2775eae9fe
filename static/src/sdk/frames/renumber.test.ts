import assert from "node:assert/strict";
import { test } from "node:test";
import { renumbered } from "./renumber";

const event = (data: Record<string, unknown>, type = 3) => ({ type, data, timestamp: 1 });
const BASE = 3_000_000;

test("a frame's whole picture becomes the document of its frame element, under numbers of its own", () => {
  const node = { id: 1, type: 0, childNodes: [{ id: 2, type: 2, tagName: "html", attributes: { id: "7" }, childNodes: [] }] };
  assert.deepEqual(renumbered(event({ node }, 2), 44, BASE)?.data, {
    source: 0, removes: [], texts: [], attributes: [], isAttachIframe: true,
    adds: [{ parentId: 44, nextId: null, node: { id: BASE + 1, type: 0, childNodes: [{ id: BASE + 2, type: 2, tagName: "html", attributes: { id: "7" }, rootId: BASE + 1, childNodes: [] }] } }],
  });
});

test("every number of a change is moved, and nothing else that is called so", () => {
  const change = { source: 0, removes: [{ parentId: 3, id: 9 }], texts: [{ id: 5, value: "id" }], attributes: [{ id: 6, attributes: { id: "x", "data-id": 4 } }], adds: [{ parentId: 3, nextId: null, node: { id: 8, type: 3, textContent: "t" } }] };
  assert.deepEqual(renumbered(event(change), 44, BASE)?.data, {
    source: 0, removes: [{ parentId: BASE + 3, id: BASE + 9 }], texts: [{ id: BASE + 5, value: "id" }], attributes: [{ id: BASE + 6, attributes: { id: "x", "data-id": 4 } }],
    adds: [{ parentId: BASE + 3, nextId: null, node: { id: BASE + 8, type: 3, textContent: "t", rootId: BASE + 1 } }],
  });
  assert.deepEqual(renumbered(event({ source: 15, id: 2, styleIds: [1], styles: [{ styleId: 1, rules: [{ rule: "a{}", index: 0 }] }] }), 44, BASE)?.data, {
    source: 15, id: BASE + 2, styleIds: [BASE + 1], styles: [{ styleId: BASE + 1, rules: [{ rule: "a{}", index: 0 }] }],
  });
  assert.deepEqual(renumbered(event({ source: 1, positions: [{ id: 2, x: 3, y: 4, timeOffset: 0 }] }), 44, BASE)?.data, { source: 1, positions: [{ id: BASE + 2, x: 3, y: 4, timeOffset: 0 }] });
});

test("a frame cannot speak of the page around it, nor change its viewport or address", () => {
  assert.equal(renumbered(event({ source: 5, id: -1_000_000, text: "x" }), 44, BASE), null);
  assert.equal(renumbered(event({ source: 5, id: 1_000_000, text: "x" }), 44, BASE), null);
  assert.equal(renumbered(event({ source: 5, id: "4", text: "x" }), 44, BASE), null);
  assert.equal(renumbered(event({ source: 4, width: 10, height: 10 }), 44, BASE), null);
  assert.equal(renumbered(event({ href: "https://other.example/" }, 4), 44, BASE), null);
  assert.equal(renumbered(event({ node: null }, 2), 44, BASE), null);
});
