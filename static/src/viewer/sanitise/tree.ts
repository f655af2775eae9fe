/**
 * A serialised tree, copied node by node into a new one that holds only what is allowed. It walks with a list, never by
 * calling itself: a page nested 20,000 deep must not overflow the stack.
 */

import type { Book, Entry } from "./book";
import { styleSheet } from "./css";
import { BOX_LABEL, element, type CleanElement } from "./element";
import { MAX_BOXES, MAX_DEPTH, MAX_NODES, MAX_STRING, type Tally } from "./limits";
import { mayHostShadow } from "./tags";
import { field, isId, isRaw, isText, type Raw } from "./values";
import { say } from "../../words/say";

/** A node rrweb can build. `id` is the page's; the rest is what the sanitiser made. */
export type CleanNode = { id: number; rootId?: number; isShadow?: true } & (
  | { type: 0; childNodes: CleanNode[]; compatMode?: string }
  | { type: 1; name: string; publicId: string; systemId: string }
  | (Omit<CleanElement, "childNodes"> & { childNodes: CleanNode[] })
  | { type: 3; textContent: string; isStyle?: true }
  | { type: 5; textContent: string }
);

type Made = { node: CleanNode; kind: Entry["kind"]; tag: string };

/** Cleans trees into one book; a new one is made for each picture. */
export class Trees {
  #boxes = 0;

  constructor(
    private readonly book: Book,
    private readonly tally: Tally,
  ) {}

  /** The tree below `raw`, as a child of `parent`; `null` if nothing of it may stay. */
  clean(raw: unknown, parent: Entry | null): CleanNode | null {
    const top: CleanNode[] = [];
    const waiting: { raw: unknown; parent: Entry | null; into: CleanNode[] }[] = [{ raw, parent, into: top }];
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const made = this.#one(one.raw, one.parent, one.into);
      if (!made) continue;
      one.into.push(made.node);
      const entry = this.#enter(made, one.parent);
      const inside = made.kind === "box" ? [] : children(one.raw);
      if (!("childNodes" in made.node)) continue;
      const into = made.node.childNodes;
      for (let at = inside.length - 1; at >= 0; at -= 1) waiting.push({ raw: inside[at], parent: entry, into });
    }
    return top[0] ?? null;
  }

  #one(raw: unknown, parent: Entry | null, siblings: readonly CleanNode[]): Made | null {
    if (!isRaw(raw)) return this.#refuse();
    const id = field(raw, "id");
    if (!isId(id) || this.book.get(id)) return this.#refuse();
    if (this.book.size >= MAX_NODES) return this.#cut(id, siblings);
    if (parent && parent.depth + 1 >= MAX_DEPTH && field(raw, "type") === 2) return this.#box(id, say("viewer-too-large"), "limits");
    const made = this.#typed(raw, id, parent, siblings);
    if (made && parent) locate(made.node, raw, parent);
    return made;
  }

  #typed(raw: Raw, id: number, parent: Entry | null, siblings: readonly CleanNode[]): Made | null {
    switch (field(raw, "type")) {
      case 0:
        return parent === null || parent.tag === "iframe" ? page(raw, id) : this.#refuse();
      case 1:
        return parent?.kind === "document" && siblings.length === 0 ? doctype(raw, id) : this.#refuse();
      case 2:
        return this.#element(raw, id, parent, siblings);
      case 3:
      case 4:
        return parent?.kind === "element" ? this.#text(raw, id, parent) : null;
      case 5:
        return parent ? comment(id) : this.#refuse();
      default:
        return this.#refuse();
    }
  }

  #element(raw: Raw, id: number, parent: Entry | null, siblings: readonly CleanNode[]): Made | null {
    if (parent === null) return this.#refuse();
    const made = element(raw, parent, this.tally);
    if (parent.kind === "document") {
      // A document has one element, and the player expects it to be `html`.
      if (!made || "label" in made || made.tagName !== "html" || siblings.some(({ type }) => type === 2)) return made ? this.#refuse() : comment(id);
    }
    if (!made) return comment(id);
    if ("label" in made) return this.#box(id, made.label);
    return { node: { ...made, id, childNodes: [] }, kind: "element", tag: made.tagName };
  }

  #text(raw: Raw, id: number, parent: Entry): Made {
    const given = field(raw, "textContent");
    const text = typeof given === "string" ? given : "";
    if (parent.tag !== "style") return { node: { type: 3, id, textContent: this.shorten(text) }, kind: "text", tag: "" };
    return { node: { type: 3, id, textContent: styleSheet(text, this.tally), isStyle: true }, kind: "text", tag: "" };
  }

  /** At most {@link MAX_STRING} characters, with a mark where the rest was. */
  shorten(text: string): string {
    if (text.length <= MAX_STRING) return text;
    this.tally.add("limits");
    return `${text.slice(0, MAX_STRING)}…`;
  }

  /** The first child that is too many becomes a box, the others go. */
  #cut(id: number, siblings: readonly CleanNode[]): Made | null {
    const last = siblings.at(-1);
    const marked = last?.type === 2 && BOX_LABEL in last.attributes;
    if (!marked && this.#boxes < MAX_BOXES) return this.#box(id, say("viewer-too-large"), "limits");
    this.tally.add("limits");
    return null;
  }

  #box(id: number, label: string, kind?: "limits"): Made {
    if (kind) this.tally.add(kind);
    this.#boxes += 1;
    if (this.#boxes > MAX_BOXES) return comment(id);
    return { node: { type: 2, id, tagName: "div", attributes: { [BOX_LABEL]: label }, childNodes: [] }, kind: "box", tag: "" };
  }

  #refuse(): null {
    this.tally.add("elements");
    return null;
  }

  #enter({ node, kind, tag }: Made, parent: Entry | null): Entry {
    const root = kind === "document" ? node.id : (parent?.root ?? node.id);
    const entry: Entry = { id: node.id, kind, tag, svg: node.type === 2 && node.isSVG === true, parent, depth: (parent?.depth ?? 0) + 1, root, children: new Set() };
    this.book.add(entry);
    return entry;
  }
}

function children(raw: unknown): readonly unknown[] {
  const inside = isRaw(raw) ? field(raw, "childNodes") : null;
  return Array.isArray(inside) ? inside : [];
}

/** Which document the node is in and whether in a shadow root: taken from where it really is, not from what it says. */
function locate(node: CleanNode, raw: Raw, parent: Entry): void {
  if (field(raw, "rootId") !== undefined && node.type !== 0) node.rootId = parent.root;
  if (field(raw, "isShadow") === true && parent.kind === "element" && !parent.svg && mayHostShadow(parent.tag)) node.isShadow = true;
}

function page(raw: Raw, id: number): Made {
  const node: CleanNode = { type: 0, id, childNodes: [] };
  if (field(raw, "compatMode") === "BackCompat") node.compatMode = "BackCompat";
  return { node, kind: "document", tag: "" };
}

function doctype(raw: Raw, id: number): Made {
  const [publicId, systemId] = [field(raw, "publicId"), field(raw, "systemId")];
  const node: CleanNode = {
    type: 1, id, name: "html", publicId: isText(publicId, 256) ? publicId : "", systemId: isText(systemId, 256) ? systemId : "",
  };
  return { node, kind: "other", tag: "" };
}

/** Comments are never shown, so they keep their place and lose their words. */
function comment(id: number): Made {
  return { node: { type: 5, id, textContent: "" }, kind: "other", tag: "" };
}
