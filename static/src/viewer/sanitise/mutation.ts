/** Mutation events: what was taken away, added and changed since the snapshot. */

import { attribute, isName, type Value } from "./attributes";
import type { Book, Entry } from "./book";
import { declarations, styleSheet } from "./css";
import { MAX_ATTRIBUTES, type Tally } from "./limits";
import type { CleanNode, Trees } from "./tree";
import { each, field, isId, isRaw, list, type Raw } from "./values";

type StyleChanges = { [property: string]: string | false | [string, string] };
type Changes = { [name: string]: Value | StyleChanges | null };

export type CleanMutation = {
  source: 0;
  removes: { parentId: number; id: number; isShadow?: true }[];
  adds: { parentId: number; nextId: number | null; previousId?: number | null; node: CleanNode }[];
  texts: { id: number; value: string }[];
  attributes: { id: number; attributes: Changes }[];
  isAttachIframe?: true;
};

export class Mutations {
  constructor(
    private readonly book: Book,
    private readonly trees: Trees,
    private readonly tally: Tally,
  ) {}

  /** The order matters: rrweb removes first, then adds, then changes, and the book has to follow. */
  clean(raw: Raw): CleanMutation {
    const removes = each(all(raw, "removes"), (one) => this.#remove(one));
    const adds = each(all(raw, "adds"), (one) => this.#add(one, removes));
    const clean: CleanMutation = {
      source: 0,
      removes,
      adds,
      texts: each(all(raw, "texts"), (one) => this.#text(one)),
      attributes: each(all(raw, "attributes"), (one) => this.#attributes(one)),
    };
    if (field(raw, "isAttachIframe") === true) clean.isAttachIframe = true;
    return clean;
  }

  #remove(raw: Raw): CleanMutation["removes"][number] | null {
    const entry = this.book.get(field(raw, "id"));
    const parentId = field(raw, "parentId");
    if (!entry?.parent || !isId(parentId)) return null;
    this.book.remove(entry);
    // The parent is the one we know: rrweb takes it from here, and a wrong one makes it throw.
    const clean: CleanMutation["removes"][number] = { parentId: entry.parent.id, id: entry.id };
    if (field(raw, "isShadow") === true) clean.isShadow = true;
    return clean;
  }

  #add(raw: Raw, removes: CleanMutation["removes"]): CleanMutation["adds"][number] | null {
    const parent = this.book.get(field(raw, "parentId"));
    const given = field(raw, "node");
    if (!parent || !isRaw(given) || !isParent(parent)) return null;
    // rrweb builds an added node without its children, which follow as adds of their own; only a frame's document comes whole.
    const whole = field(given, "type") === 0;
    if (parent.tag === "iframe" !== whole) return null;
    this.#makeRoom(given, parent, removes);
    const node = this.trees.clean(whole ? given : { ...given, childNodes: [] }, parent);
    if (!node) return null;
    return { parentId: parent.id, nextId: this.#sibling(field(raw, "nextId")), ...this.#previous(raw), node };
  }

  /** A node that comes again is taken away first, so that what stands in the page is what was checked just now. */
  #makeRoom(given: Raw, parent: Entry, removes: CleanMutation["removes"]): void {
    const known = this.book.get(field(given, "id"));
    if (known?.parent && !isInside(parent, known)) {
      this.book.remove(known);
      removes.push({ parentId: known.parent.id, id: known.id });
    }
    // A document has one element and a frame one document: rrweb replaces the old one.
    const replaces = parent.tag === "iframe" || (parent.kind === "document" && field(given, "type") === 2);
    for (const child of replaces ? [...parent.children] : []) {
      if (child.tag === "html" || child.kind === "document") this.book.remove(child);
    }
  }

  #previous(raw: Raw): { previousId?: number | null } {
    return Object.hasOwn(raw, "previousId") ? { previousId: this.#sibling(field(raw, "previousId")) } : {};
  }

  /** A sibling that was left out is no landmark: without this rrweb would wait for it. */
  #sibling(id: unknown): number | null {
    return this.book.get(id)?.id ?? null;
  }

  #text(raw: Raw): CleanMutation["texts"][number] | null {
    const entry = this.book.get(field(raw, "id"));
    const value = field(raw, "value");
    if (entry?.kind !== "text") return null;
    const text = typeof value === "string" ? value : "";
    return { id: entry.id, value: entry.parent?.tag === "style" ? styleSheet(text, this.tally) : this.trees.shorten(text) };
  }

  #attributes(raw: Raw): CleanMutation["attributes"][number] | null {
    const entry = this.book.get(field(raw, "id"));
    const given = field(raw, "attributes");
    // What `meta` and `link` are is settled when they are made; of a link only the address may change.
    if (entry?.kind !== "element" || entry.tag === "meta" || !isRaw(given)) return null;
    const changes: Changes = {};
    for (const name of Object.keys(given).slice(0, MAX_ATTRIBUTES)) {
      const value = given[name];
      if (value === null) {
        if (isName(name) && !name.startsWith("rr_") && !(entry.tag === "link" && name.toLowerCase() === "rel")) changes[name] = null;
      } else if (name === "style" && isRaw(value)) {
        changes[name] = this.#styles(value);
      } else {
        const kept = attribute(entry, name, value, this.tally);
        if (kept !== null) changes[name] = name.startsWith("rr_") ? kept : String(kept === true ? "" : kept);
      }
    }
    return { id: entry.id, attributes: changes };
  }

  #styles(given: Raw): StyleChanges {
    const kept: StyleChanges = {};
    for (const property of list(Object.keys(given)) as string[]) {
      if (!isProperty(property)) continue;
      const value = given[property];
      if (value === false) kept[property] = false;
      else if (typeof value === "string") kept[property] = declarations(value, this.tally) ?? false;
      else if (Array.isArray(value) && typeof value[0] === "string") {
        kept[property] = [declarations(value[0], this.tally) ?? "", value[1] === "important" ? "important" : ""];
      }
    }
    return kept;
  }
}

/** A CSS property or custom property, as `setProperty` takes it. */
export function isProperty(name: unknown): name is string {
  return typeof name === "string" && /^(?:--[\w-]{1,256}|-?[a-z][a-z0-9-]{0,63})$/i.test(name) && !/^(?:-moz-binding|behavior)$/i.test(name);
}

function all(raw: Raw, key: string): readonly unknown[] {
  const given = field(raw, key);
  return Array.isArray(given) ? given : [];
}

function isParent(entry: Entry): boolean {
  return entry.kind === "document" || entry.kind === "element";
}

function isInside(entry: Entry, ancestor: Entry): boolean {
  for (let one: Entry | null = entry; one; one = one.parent) if (one === ancestor) return true;
  return false;
}

