/** What an element of the page becomes: an element that is allowed, an empty comment, or a labelled box. */

import { attribute, type Bearer, type Value } from "./attributes";
import type { Entry } from "./book";
import { MAX_ATTRIBUTES, MAX_STRING, type Tally } from "./limits";
import { isLive } from "./quiet";
import { isCustom, judge, mayHostShadow } from "./tags";
import { field, isRaw, isText, type Raw } from "./values";

export type Attributes = { [name: string]: Value };

/** The parts of rrweb's element node that the sanitiser makes. */
export type CleanElement = {
  type: 2;
  tagName: string;
  attributes: Attributes;
  childNodes: unknown[];
  isSVG?: true;
  isCustom?: true;
  isShadowHost?: true;
  needBlock?: true;
};

/** The attribute by which the player's style sheet knows a labelled box; a page cannot set it. */
export const BOX_LABEL = "data-cobroker-removed";

const RELS: ReadonlySet<string> = new Set([
  "stylesheet", "icon", "shortcut", "alternate", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon",
]);

/** The element without children, `null` for an empty comment in its place, or the label of a box. */
export function element(raw: Raw, parent: Entry | null, tally: Tally): CleanElement | { label: string } | null {
  const name = field(raw, "tagName");
  if (!isText(name, 128)) return removed(tally, null);
  const svg = field(raw, "isSVG") === true;
  const verdict = judge(name, svg);
  if (verdict.as === "comment") return removed(tally, null);
  if (verdict.as === "box") return removed(tally, { label: "Embedded content is not shown" });
  const attributes = field(raw, "attributes");
  return shaped(placed(verdict.tag, parent), svg, isRaw(attributes) ? attributes : {}, raw, tally);
}

/** `html`, `head` and `body` only where they belong: elsewhere rrweb would treat them as the page's. */
function placed(tag: string, parent: Entry | null): string {
  if (tag === "html") return parent?.kind === "document" ? tag : "div";
  if (tag === "head" || tag === "body") return parent?.tag === "html" ? tag : "div";
  return tag;
}

function shaped(tag: string, svg: boolean, given: Raw, raw: Raw, tally: Tally): CleanElement | null {
  if (tag === "meta") return meta(given, tally);
  const styled = tag === "link" && typeof field(given, "_cssText") === "string";
  if (tag === "link" && !styled) return link(given, tally);
  const bearer = { tag: styled ? "style" : tag, svg };
  const clean: CleanElement = { type: 2, tagName: bearer.tag, attributes: attributes(bearer, given, tally), childNodes: [] };
  if (isLive(tag)) clean.attributes["aria-live"] = "off";
  if (svg) clean.isSVG = true;
  if (field(raw, "isCustom") === true && isCustom(tag)) clean.isCustom = true;
  if (field(raw, "isShadowHost") === true && !svg && mayHostShadow(tag)) clean.isShadowHost = true;
  if (field(raw, "needBlock") === true) clean.needBlock = true;
  return clean;
}

/** A `meta` with `http-equiv` acts, and one named `referrer` changes what every request tells; only these two are kept. */
function meta(given: Raw, tally: Tally): CleanElement | null {
  if (Object.hasOwn(given, "http-equiv")) return removed(tally, null);
  const charset = field(given, "charset");
  if (isText(charset, 40)) return { type: 2, tagName: "meta", attributes: { charset }, childNodes: [] };
  const content = field(given, "content");
  if (field(given, "name") !== "viewport" || !isText(content, MAX_STRING)) return removed(tally, null);
  return { type: 2, tagName: "meta", attributes: { name: "viewport", content }, childNodes: [] };
}

/** A `link` is fixed when it is made: by a later `rel` it could become a prefetch, which no CSP stops. */
function link(given: Raw, tally: Tally): CleanElement | null {
  const rel = field(given, "rel");
  const kinds = typeof rel === "string" ? rel.toLowerCase().split(/\s+/).filter(Boolean) : [];
  const known = kinds.every((kind) => RELS.has(kind)) && kinds.some((kind) => kind === "stylesheet" || kind.endsWith("icon"));
  if (!known) return removed(tally, null);
  const kept = attributes({ tag: "link", svg: false }, { ...given, rel: null }, tally);
  return { type: 2, tagName: "link", attributes: { ...kept, rel: kinds.join(" ") }, childNodes: [] };
}

function attributes(bearer: Bearer, given: Raw, tally: Tally): Attributes {
  const kept: Attributes = {};
  let count = 0;
  for (const name of Object.keys(given)) {
    const value = attribute(bearer, name, given[name], tally);
    if (value === null) continue;
    if (count === MAX_ATTRIBUTES) {
      tally.add("limits");
      break;
    }
    count += 1;
    kept[name] = value;
  }
  return kept;
}

function removed<T>(tally: Tally, instead: T): T {
  tally.add("elements");
  return instead;
}
