/**
 * Events of an embedded page, as events of the page around it: a frame of another origin counts its nodes by itself, so each of its numbers
 * is moved into a range of the frame's own, and its whole picture becomes the frame's document.
 */

import { EventKind, Source, type WireEvent, type WireNode } from "../gate/types";

/** Numbers in one range. A frame that counts further is not followed. */
export const RANGE = 1_000_000;

/** What of a frame's events goes on. Its viewport is not the customer's, its drawings need the tools. */
const FOLLOWED: readonly unknown[] = [
  Source.Mutation, Source.MouseMove, Source.MouseInteraction, Source.Scroll, Source.Input, Source.TouchMove, Source.StyleSheetRule, Source.Drag,
  Source.StyleDeclaration, Source.Selection, Source.AdoptedStyleSheet,
];

/** Fields that hold numbers of nodes or style sheets, wherever they stand outside a node. */
const NUMBERS: readonly string[] = ["id", "parentId", "nextId", "previousId", "start", "end", "styleId"];
/** Their contents are the page's. */
const OPAQUE: readonly string[] = ["attributes", "node", "rules", "set", "remove"];

type Fields = { readonly [name: string]: unknown };

/**
 * @param frame the number of the frame element in the page around
 * @param base what the frame's numbers are moved by
 * @returns `null` for what is not followed or has numbers out of range: the frame may be anybody
 */
export function renumbered(event: WireEvent, frame: number, base: number): WireEvent | null {
  try {
    const data = renumberedData(event, frame, base);
    return data && { type: EventKind.Incremental, data, timestamp: Date.now() };
  } catch {
    return null;
  }
}

function renumberedData({ type, data }: WireEvent, frame: number, base: number): Record<string, unknown> | null {
  if (type === EventKind.FullSnapshot) {
    const document = data["node"] as WireNode;
    const adds = [{ parentId: frame, nextId: null, node: moved(document, base, moveId(document.id, base)) }];
    return { source: Source.Mutation, removes: [], texts: [], attributes: [], adds, isAttachIframe: true };
  }
  if (type !== EventKind.Incremental || !FOLLOWED.includes(data["source"])) return null;
  const changed = fields(data, base) as Record<string, unknown>;
  if (data["source"] !== Source.Mutation) return changed;
  const adds = data["adds"] as { node: WireNode }[];
  changed["adds"] = adds.map((add) => ({ ...fields(add, base), node: moved(add.node, base, base + 1) }));
  return changed;
}

function fields(given: Fields, base: number): Fields {
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (NUMBERS.includes(name)) changed[name] = moveId(value, base);
    else if (name === "styleIds") changed[name] = (value as unknown[]).map((id) => moveId(id, base));
    else if (name === "attributes" && Array.isArray(value)) changed[name] = value.map((one: Fields) => ({ id: moveId(one["id"], base), attributes: one["attributes"] }));
    else if (Array.isArray(value) && !OPAQUE.includes(name)) changed[name] = value.map((one: unknown) => (isFields(one) ? fields(one, base) : one));
    else changed[name] = value;
  }
  return changed;
}

/** A node and all below it. `root` marks them as inside a frame; which one, the viewer sees by itself. */
function moved(node: WireNode, base: number, root: number): WireNode {
  const copy: WireNode = { ...node, id: moveId(node.id, base) as number };
  if (node.type !== 0) copy.rootId = root as number;
  if (node.childNodes) copy.childNodes = node.childNodes.map((child) => moved(child, base, root));
  return copy;
}

/** rrweb's -1 and -2, and null for "no sibling", stay. */
function moveId(id: unknown, base: number): number {
  if (id === null || id === undefined || id === -1 || id === -2) return id as number;
  if (!Number.isInteger(id) || (id as number) < 1 || (id as number) >= RANGE) throw new RangeError("number of a node");
  return (id as number) + base;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
