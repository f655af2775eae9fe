import assert from "node:assert/strict";
import { test } from "node:test";
import { IMAGES, serialise, VECTORS, type Vector } from "./corpus";
import { Sanitiser } from "./index";

const META = { type: 4, data: { href: "https://shop.test/", width: 800, height: 600 }, timestamp: 1 };

function counter(): () => number {
  let id = 0;
  return () => ++id;
}

function page(nextId: () => number, ...body: unknown[]): Record<string, unknown> {
  const element = (tagName: string, ...childNodes: unknown[]): object => ({ type: 2, id: nextId(), tagName, attributes: {}, childNodes });
  return { type: 0, id: nextId(), childNodes: [element("html", element("head"), element("body", ...body))] };
}

function snapshot(sanitiser: Sanitiser, node: unknown): unknown {
  return sanitiser.snapshot([META, { type: 2, data: { node, initialOffset: { top: 0, left: 0 } }, timestamp: 1 }])?.node;
}

/** What of the vector's payload is in `clean`, in names, values or style text. Text nodes may say anything, except in a style. */
function payload(clean: unknown, { address }: Vector): string[] {
  const found: string[] = [];
  const waiting: { node: Record<string, unknown>; styled: boolean }[] = [{ node: clean as Record<string, unknown>, styled: false }];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const { childNodes, textContent, type, ...own } = one.node;
    if (type !== 3 || one.styled) own.textContent = textContent;
    const text = JSON.stringify(own);
    if (text.includes("hit(") && !/blocked-/.test(text)) found.push(text);
    if (!address && text.includes("canary.test")) found.push(text);
    if (/"on[a-z]+"|srcdoc|javascript\s*:|@import/i.test(text)) found.push(text);
    for (const child of (childNodes ?? []) as Record<string, unknown>[]) waiting.push({ node: child, styled: one.node.tagName === "style" });
  }
  return found;
}

test(`${VECTORS.length} hostile vectors come out of a snapshot without their payload`, () => {
  for (const vector of VECTORS) {
    const nextId = counter();
    const clean = snapshot(new Sanitiser(), page(nextId, serialise(vector.node, nextId)));
    assert.ok(clean, `${vector.name}: the page itself stays`);
    assert.deepEqual(payload(clean, vector), [], vector.name);
  }
});

test("the same vectors come out of added nodes without their payload", () => {
  for (const vector of VECTORS) {
    const nextId = counter();
    const host = { type: 2, id: nextId(), tagName: "div", attributes: {}, childNodes: [] };
    const sanitiser = new Sanitiser();
    assert.ok(snapshot(sanitiser, page(nextId, host)));
    const adds: object[] = [];
    const waiting: { node: Record<string, unknown>; parentId: number }[] = [{ node: serialise(vector.node, nextId), parentId: host.id }];
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      adds.push({ parentId: one.parentId, nextId: null, node: one.node });
      for (const child of (one.node.childNodes ?? []) as Record<string, unknown>[]) waiting.push({ node: child, parentId: one.node.id as number });
    }
    const [clean] = sanitiser.increment([{ type: 3, data: { source: 0, adds, removes: [], texts: [], attributes: [] }, timestamp: 1 }]);
    for (const { node, parentId } of (clean as unknown as { adds: { node: Record<string, unknown>; parentId: number }[] }).adds) {
      const parent = adds.find((add) => (add as { node: { id: number } }).node.id === parentId) as { node: { tagName?: string } } | undefined;
      assert.deepEqual(payload({ tagName: parent?.node.tagName, childNodes: [node] }, vector), [], vector.name);
    }
  }
});

test("the same attributes come out of attribute mutations without their payload", () => {
  // A link that exists is a style sheet or an icon, and the next test is about those.
  for (const vector of VECTORS.filter(({ node }) => node.tagName !== "link")) {
    const nextId = counter();
    const bare = { ...vector.node, attributes: {}, childNodes: [] };
    const target = serialise(bare, nextId);
    const sanitiser = new Sanitiser();
    assert.ok(snapshot(sanitiser, page(nextId, target)));
    const change = { source: 0, adds: [], removes: [], texts: [], attributes: [{ id: target.id, attributes: vector.node.attributes }] };
    const [clean] = sanitiser.increment([{ type: 3, data: change, timestamp: 1 }]);
    const changes = (clean as unknown as { attributes: Record<string, unknown>[] }).attributes;
    for (const one of changes) assert.deepEqual(payload(one, vector), [], vector.name);
  }
});

test("a link never becomes another kind of link", () => {
  const nextId = counter();
  const link = { type: 2, id: nextId(), tagName: "link", attributes: { rel: "stylesheet", href: "https://ok.test/a.css" }, childNodes: [] };
  const sanitiser = new Sanitiser();
  snapshot(sanitiser, page(nextId, link));
  for (const rel of ["prefetch", "dns-prefetch", null, ""]) {
    const data = { source: 0, adds: [], removes: [], texts: [], attributes: [{ id: link.id, attributes: { rel, REL: rel, as: "script" } }] };
    const [clean] = sanitiser.increment([{ type: 3, data, timestamp: 1 }]) as unknown as { attributes: { attributes: object }[] }[];
    assert.deepEqual(clean?.attributes[0]?.attributes, {});
  }
});

test("images and fonts keep their addresses, because the policy of the viewer decides about them", () => {
  for (const vector of IMAGES) {
    const nextId = counter();
    const clean = JSON.stringify(snapshot(new Sanitiser(), page(nextId, serialise(vector.node, nextId))));
    assert.match(clean, /canary\.test/, vector.name);
  }
});
