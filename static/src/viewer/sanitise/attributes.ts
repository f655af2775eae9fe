/** One attribute at a time: what is left of it, or `null` when it goes. */

import { declarations, inScheme, styleSheet } from "./css";
import { MAX_CSS, MAX_STRING, type Tally } from "./limits";
import { hidesProperties, isHarmless, mayBeAnimated } from "./names";
import { quietRole } from "./quiet";
import { isCustom } from "./tags";
import { fragment, imageSet, imageUrl, webUrl } from "./urls";
import { isCoordinate } from "./values";

/** The element an attribute is on. */
export type Bearer = { readonly tag: string; readonly svg: boolean };

/** What rrweb takes as an attribute's value; numbers only for scroll positions. */
export type Value = string | number | true;

const NAME = /^[a-z_][\w:.-]{0,127}$/i;
const IMAGE_SOURCES: ReadonlySet<string> = new Set(["img", "input"]);
const IMAGE_SETS: ReadonlySet<string> = new Set(["img", "source"]);
const BACKGROUNDS: ReadonlySet<string> = new Set(["body", "table", "tbody", "td", "th", "tr"]);
/** What an animation sets its attribute to. It can only set harmless ones; this is the second lock. */
const ANIMATION: ReadonlySet<string> = new Set(["from", "to", "by", "values"]);
/** Elements whose name becomes a property of the document. */
const NAMED: ReadonlySet<string> = new Set(["form", "img", "iframe", "map", "a", "slot"]);

/** Whether an attribute of this name can be written or removed at all. `__proto__` is a name that objects take for themselves. */
export function isName(name: string): boolean {
  return NAME.test(name) && name !== "__proto__";
}

export function attribute(bearer: Bearer, name: string, value: unknown, tally: Tally): Value | null {
  if (!isName(name)) return refused(tally, "attributes");
  if (name.startsWith("rr_")) return special(bearer, name, value, tally);
  if (name === "_cssText") return sheet(bearer, value, tally);
  const text = asText(value);
  if (text === null) return value === false || value === null ? null : refused(tally, "attributes");
  const lower = name.toLowerCase();
  const address = addressOf(bearer, lower, text);
  if (address !== undefined) return address ?? refused(tally, "urls");
  if (text.length > MAX_STRING) return refused(tally, "limits");
  return described(bearer, lower, text, tally);
}

/** The rule for attributes that hold addresses: the address, `null` if it is refused, `undefined` if the attribute holds none. */
function addressOf({ tag, svg }: Bearer, name: string, text: string): string | null | undefined {
  switch (name) {
    case "src":
      return IMAGE_SOURCES.has(tag) ? imageUrl(text) : null;
    case "srcset":
      return IMAGE_SETS.has(tag) ? imageSet(text) : null;
    case "poster":
      return tag === "video" ? imageUrl(text) : null;
    case "background":
      return BACKGROUNDS.has(tag) ? imageUrl(text) : null;
    case "href":
    case "xlink:href":
      return reference(tag, svg, text);
    default:
      return undefined;
  }
}

function reference(tag: string, svg: boolean, text: string): string | null {
  // A link keeps an address that leads nowhere, because `a:link` and `a[href]` are how pages style links.
  if (tag === "a" || tag === "area") return "#";
  if (tag === "link") return webUrl(text);
  if (!svg) return null;
  return tag === "image" || tag === "feimage" ? (fragment(text) ?? imageUrl(text)) : fragment(text);
}

function described(bearer: Bearer, name: string, text: string, tally: Tally): string | null {
  if (name === "style") return declarations(text, tally);
  if (name === "aria-live") return "off";
  if (name === "role") return quietRole(text);
  if (name === "media") return inScheme(text, tally.dark);
  // It changes how lines break and which rules apply; nobody can type, because the frame is out of reach.
  if (name === "contenteditable") return /^(?:|true|false|plaintext-only)$/i.test(text) ? text : refused(tally, "attributes");
  if (name === "attributename") return mayBeAnimated(text) ? text : refused(tally, "attributes");
  if ((name === "id" || name === "name") && hidesProperties(text)) return refused(tally, "attributes");
  if (name === "name" && NAMED.has(bearer.tag)) return null;
  if (!isHarmless(name, isCustom(bearer.tag))) return refused(tally, "attributes");
  if (ANIMATION.has(name) && /script\s*:/i.test(text)) return refused(tally, "urls");
  // `fill`, `mask`, `values` and their kin may point into their own document only.
  if (bearer.svg && /url\s*\(/i.test(text) && !/^\s*url\s*\(\s*["']?#[^)]*\)[^(]*$/i.test(text)) return refused(tally, "urls");
  return text;
}

/** rrweb's own attributes. Those of media are never kept: nothing plays on the agent's side. */
function special(bearer: Bearer, name: string, value: unknown, tally: Tally): Value | null {
  switch (name) {
    case "rr_width":
    case "rr_height":
      return typeof value === "string" && /^\d{1,6}(?:\.\d{1,20})?px$/.test(value) ? value : refused(tally, "attributes");
    case "rr_scrollLeft":
    case "rr_scrollTop":
      return isCoordinate(value) ? value : refused(tally, "attributes");
    case "rr_open_mode":
      return bearer.tag === "dialog" && (value === "modal" || value === "non-modal") ? value : refused(tally, "attributes");
    case "rr_dataURL": {
      const url = (bearer.tag === "canvas" || bearer.tag === "img") && typeof value === "string" && value.startsWith("data:") ? imageUrl(value) : null;
      return url ?? refused(tally, "urls");
    }
    default:
      return refused(tally, "attributes");
  }
}

function sheet(bearer: Bearer, value: unknown, tally: Tally): string | null {
  if (bearer.tag !== "style" || typeof value !== "string") return refused(tally, "attributes");
  return value.length > MAX_CSS ? refused(tally, "limits") : styleSheet(value, tally);
}

function asText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (value === true) return "";
  return typeof value === "number" && Number.isFinite(value) ? String(value) : null;
}

function refused(tally: Tally, kind: "attributes" | "urls" | "limits"): null {
  tally.add(kind);
  return null;
}
