/** Incremental events other than mutations: each field checked for type and range, everything else dropped. */

import type { Book } from "./book";
import { declarations, styleRule, styleSheet } from "./css";
import { MAX_CSS, MAX_SIDE, MAX_STRING, MIN_SIDE, type Tally } from "./limits";
import { isProperty } from "./mutation";
import { isField } from "./tags";
import { fontUrl } from "./urls";
import { each, field, isCoordinate, isId, isIndex, isText, list, type Raw } from "./values";

/** Numbers of rrweb's IncrementalSource. 7 (media), 9 (canvas), 11 (log) and 16 (custom element) are never played. */
export const SOURCE = {
  mutation: 0, mouseMove: 1, mouseInteraction: 2, scroll: 3, viewportResize: 4, input: 5, touchMove: 6, styleSheetRule: 8, font: 10,
  drag: 12, styleDeclaration: 13, selection: 14, adoptedStyleSheet: 15,
} as const;

type Index = number | number[];
type Rule = { rule: string; index?: Index };
type Sheet = { id?: number; styleId?: number };

export type CleanSource =
  | { source: 1 | 6 | 12; positions: { x: number; y: number; id: number; timeOffset: number }[] }
  | { source: 2; type: number; id: number; x?: number; y?: number }
  | { source: 3; id: number; x: number; y: number }
  | { source: 4; width: number; height: number }
  | { source: 5; id: number; text: string; isChecked: boolean }
  | ({ source: 8; adds?: Rule[]; removes?: { index: Index }[]; replace?: string; replaceSync?: string } & Sheet)
  | { source: 10; family: string; fontSource: string; buffer: boolean; descriptors: { [name: string]: string } }
  | ({ source: 13; index: number[]; set?: { property: string; value: string | null; priority: "" | "important" }; remove?: { property: string } } & Sheet)
  | { source: 14; ranges: { start: number; startOffset: number; end: number; endOffset: number }[] }
  | { source: 15; id: number; styleIds: number[]; styles?: { styleId: number; rules: Rule[] }[] };

/** The clean event data, or `null` if the event is not one of those that are played or its fields make no sense. */
export function cleanSource(raw: Raw, book: Book, tally: Tally): CleanSource | null {
  switch (field(raw, "source")) {
    case SOURCE.mouseMove:
      return positions(1, raw, book);
    case SOURCE.touchMove:
      return positions(6, raw, book);
    case SOURCE.drag:
      return positions(12, raw, book);
    case SOURCE.mouseInteraction:
      return interaction(raw, book);
    case SOURCE.scroll:
      return scroll(raw, book);
    case SOURCE.viewportResize:
      return resize(raw);
    case SOURCE.input:
      return input(raw, book, tally);
    case SOURCE.styleSheetRule:
      return styleSheetRule(raw, book, tally);
    case SOURCE.font:
      return font(raw);
    case SOURCE.styleDeclaration:
      return styleDeclaration(raw, book, tally);
    case SOURCE.selection:
      return selection(raw, book);
    case SOURCE.adoptedStyleSheet:
      return adopted(raw, book, tally);
    default:
      return null;
  }
}

/** A viewport as {@link MIN_SIDE} to {@link MAX_SIDE} CSS pixels a side. */
export function viewport(raw: Raw): { width: number; height: number } | null {
  const [width, height] = [field(raw, "width"), field(raw, "height")];
  return isSide(width) && isSide(height) ? { width, height } : null;
}

function isSide(value: unknown): value is number {
  return typeof value === "number" && value >= MIN_SIDE && value <= MAX_SIDE;
}

function positions(source: 1 | 6 | 12, raw: Raw, book: Book): CleanSource | null {
  const kept = each(list(field(raw, "positions"), 1000), (one) => {
    const { x, y, id, timeOffset } = one;
    if (!isCoordinate(x) || !isCoordinate(y) || !known(id, book)) return null;
    // The SDK sends at least every 100 ms; what claims to be older than a second is played at once.
    const late = typeof timeOffset === "number" && timeOffset <= 0 && timeOffset >= -1000 ? timeOffset : 0;
    return { x, y, id, timeOffset: late };
  });
  return kept.length > 0 ? { source, positions: kept } : null;
}

function interaction(raw: Raw, book: Book): CleanSource | null {
  const { type, id, x, y } = raw;
  if (!isIndex(type) || type > 10 || !known(id, book)) return null;
  return isCoordinate(x) && isCoordinate(y) ? { source: 2, type, id, x, y } : { source: 2, type, id };
}

function scroll(raw: Raw, book: Book): CleanSource | null {
  const { id, x, y } = raw;
  return known(id, book) && isCoordinate(x) && isCoordinate(y) ? { source: 3, id, x, y } : null;
}

function resize(raw: Raw): CleanSource | null {
  const size = viewport(raw);
  return size && { source: 4, ...size };
}

function input(raw: Raw, book: Book, tally: Tally): CleanSource | null {
  const { id, text, isChecked } = raw;
  const entry = book.get(id);
  if (entry?.kind !== "element" || !isField(entry.tag) || typeof text !== "string") return null;
  if (text.length > MAX_STRING) tally.add("limits");
  return { source: 5, id: entry.id, text: text.slice(0, MAX_STRING), isChecked: isChecked === true };
}

function styleSheetRule(raw: Raw, book: Book, tally: Tally): CleanSource | null {
  const sheet = sheetOf(raw, book);
  if (!sheet) return null;
  const clean: CleanSource = { source: 8, ...sheet };
  clean.removes = each(list(field(raw, "removes")), ({ index }) => (isPlace(index) ? { index } : null));
  clean.adds = rules(field(raw, "adds"), tally);
  const { replace, replaceSync } = raw;
  if (isText(replace, MAX_CSS)) clean.replace = styleSheet(replace, tally);
  if (isText(replaceSync, MAX_CSS)) clean.replaceSync = styleSheet(replaceSync, tally);
  return clean;
}

function styleDeclaration(raw: Raw, book: Book, tally: Tally): CleanSource | null {
  const sheet = sheetOf(raw, book);
  const { index, set, remove } = raw as { index?: unknown; set?: Raw; remove?: Raw };
  if (!sheet || !isPath(index)) return null;
  if (isProperty(remove?.property)) return { source: 13, ...sheet, index, remove: { property: remove.property } };
  if (!isProperty(set?.property)) return null;
  const value = typeof set.value === "string" ? declarations(set.value, tally) : null;
  return { source: 13, ...sheet, index, set: { property: set.property, value, priority: set.priority === "important" ? "important" : "" } };
}

function adopted(raw: Raw, book: Book, tally: Tally): CleanSource | null {
  const { id, styleIds, styles } = raw;
  if (!known(id, book)) return null;
  const clean: CleanSource = { source: 15, id, styleIds: list(styleIds, 1000).filter(isId) };
  if (Array.isArray(styles)) {
    clean.styles = each(list(styles, 1000), (one) => (isId(one.styleId) ? { styleId: one.styleId, rules: rules(one.rules, tally) } : null));
  }
  return clean;
}

function rules(value: unknown, tally: Tally): Rule[] {
  return each(list(value), ({ rule, index }) => {
    if (typeof rule !== "string" || (index !== undefined && !isPlace(index))) return null;
    return index === undefined ? { rule: styleRule(rule, tally) } : { rule: styleRule(rule, tally), index };
  });
}

function selection(raw: Raw, book: Book): CleanSource | null {
  const ranges = each(list(field(raw, "ranges"), 64), ({ start, startOffset, end, endOffset }) =>
    known(start, book) && known(end, book) && isIndex(startOffset) && isIndex(endOffset) ? { start, startOffset, end, endOffset } : null,
  );
  return { source: 14, ranges };
}

const DESCRIPTORS = ["style", "weight", "stretch", "unicodeRange", "featureSettings", "variationSettings", "display"] as const;

function font(raw: Raw): CleanSource | null {
  const { family, fontSource, buffer, descriptors } = raw as { [key: string]: unknown; descriptors?: Raw };
  if (!isText(family, 256) || !isText(fontSource, MAX_CSS)) return null;
  const source = buffer === true ? bytes(fontSource) : fontRule(fontSource);
  if (source === null) return null;
  const kept: { [name: string]: string } = {};
  for (const name of DESCRIPTORS) {
    const value = descriptors?.[name];
    if (isText(value, 1024)) kept[name] = value;
  }
  return { source: 10, family, fontSource: source, buffer: buffer === true, descriptors: kept };
}

/** rrweb parses this text as a list of bytes. */
function bytes(text: string): string | null {
  return /^\[(?:\d{1,3}(?:,\d{1,3})*)?\]$/.test(text) ? text : null;
}

function fontRule(text: string): string | null {
  const address = /^\s*url\(\s*["']?([^"')\s]+)["']?\s*\)\s*(?:format\(\s*["']?[\w-]+["']?\s*\))?\s*$/i.exec(text)?.[1];
  const url = address === undefined ? null : fontUrl(address);
  return url && `url("${url}")`;
}

function sheetOf(raw: Raw, book: Book): Sheet | null {
  const { id, styleId } = raw;
  if (isId(styleId)) return { styleId };
  const entry = book.get(id);
  return entry?.kind === "element" && (entry.tag === "style" || entry.tag === "link") ? { id: entry.id } : null;
}

function known(id: unknown, book: Book): id is number {
  const kind = book.get(id)?.kind;
  return kind !== undefined && kind !== "box";
}

function isPath(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.length <= 32 && value.every(isIndex);
}

function isPlace(value: unknown): value is Index {
  return isIndex(value) || isPath(value);
}
