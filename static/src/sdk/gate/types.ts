/** The events of `@rrweb/record` 2.1.6 as far as the gate reads them. Whatever is not named here does not pass. */

export const EventKind = { DomContentLoaded: 0, Load: 1, FullSnapshot: 2, Incremental: 3, Meta: 4, Custom: 5 } as const;

export const Source = {
  Mutation: 0,
  MouseMove: 1,
  MouseInteraction: 2,
  Scroll: 3,
  ViewportResize: 4,
  Input: 5,
  TouchMove: 6,
  MediaInteraction: 7,
  StyleSheetRule: 8,
  Drag: 12,
  StyleDeclaration: 13,
  Selection: 14,
  AdoptedStyleSheet: 15,
  CustomElement: 16,
} as const;

export const NodeKind = { Document: 0, DocumentType: 1, Element: 2, Text: 3, CDATA: 4, Comment: 5 } as const;

export type StyleDiff = { [property: string]: string | [string, string] | false };
export type AttributeValue = string | number | boolean | null | StyleDiff;
export type Attributes = { [name: string]: AttributeValue };

/** A serialised node; which fields there are depends on `type`. */
export interface WireNode {
  id: number;
  type: number;
  tagName?: string;
  attributes?: Attributes;
  childNodes?: WireNode[];
  textContent?: string;
  isSVG?: boolean;
  isShadow?: boolean;
  isShadowHost?: boolean;
  rootId?: number;
  [field: string]: unknown;
}

export interface WireEvent {
  type: number;
  data: Record<string, unknown>;
  timestamp: number;
}

export interface MutationData {
  source: number;
  adds: { parentId: number; nextId: number | null; node: WireNode }[];
  removes: readonly { readonly id: number }[];
  texts: { id: number; value: string | null }[];
  attributes: { id: number; attributes: Attributes }[];
}

/** Looks up the live node behind an id of the stream. */
export interface NodeMirror {
  getNode(id: number): Node | null;
}
