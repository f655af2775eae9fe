/** Which attributes leave the page: a short list for masked elements, everything but the unsafe for the others. */

import type { Attributes, AttributeValue, StyleDiff } from "./types";
import { stripUrl } from "./urls";

/** What masked text looks like: always the same length, so that it does not tell the real one. */
export const MASK = "********";

/** What masked pictures look like, as CSS has it: an image, so that it stands wherever one may. */
export const GREY = "linear-gradient(#b8bcc2,#b8bcc2)";

/** Present or absent, and their value is nobody's: sent as empty strings. */
const FLAGS = new Set(["hidden", "disabled", "readonly", "multiple", "open", "inert"]);
/** Geometry: sent only if it is a number. */
const NUMBERS = new Set([
  "width", "height", "rows", "cols", "size", "colspan", "rowspan", "span", "border", "cellpadding", "cellspacing",
  "rr_width", "rr_height", "rr_scrollLeft", "rr_scrollTop",
]);
/** One of few words. `class` is the exception: without it a masked area would lose its layout. */
const WORDS = new Set(["type", "dir", "align", "valign", "wrap", "rr_open_mode"]);
const NUMBER = /^-?[\d.]+(?:px|%)?$/;
const WORD =
  /^(?:ltr|rtl|auto|left|right|center|justify|top|middle|bottom|baseline|soft|hard|off|modal|non-modal|button|checkbox|color|date|datetime-local|email|file|hidden|image|month|number|password|radio|range|reset|search|submit|tel|text|time|url|week|a|i|1|disc|circle|square)$/i;

/** Layout and colour; nothing that can hold a string, an address or a name. */
const STYLE =
  /^(?:display|position|float|clear|visibility|opacity|z-index|overflow(?:-[xy])?|box-sizing|color|background-color|(?:min-|max-)?(?:width|height)|(?:inset|top|right|bottom|left)|(?:margin|padding|border)(?:-(?:top|right|bottom|left|width|style|color|radius|collapse|spacing))*|font-(?:size|weight|style)|line-height|text-align|vertical-align|white-space|flex(?:-\w+)*|order|gap|(?:row|column)-gap|align-(?:items|self|content)|justify-(?:content|items|self)|grid-(?:template-columns|template-rows|auto-flow)|transform)$/;
const UNSAFE_VALUE = /["'\\]|url\(|var\(|--|\[/i;

/** The attributes of a masked element that may leave. Everything not on the list stays. */
export function maskedAttributes(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    const safe = maskedValue(name, value);
    if (safe !== undefined) kept[name] = safe;
  }
  return kept;
}

function maskedValue(name: string, value: AttributeValue): AttributeValue | undefined {
  if (value === null) return isListed(name) ? null : undefined;
  if (name === "class") return value;
  if (name === "style") return maskedStyle(value);
  if (FLAGS.has(name)) return value === false ? false : "";
  if (NUMBERS.has(name)) return NUMBER.test(String(value)) ? value : undefined;
  if (WORDS.has(name)) return WORD.test(String(value)) ? value : undefined;
  return undefined;
}

function isListed(name: string): boolean {
  return name === "class" || name === "style" || FLAGS.has(name) || NUMBERS.has(name) || WORDS.has(name);
}

function maskedStyle(value: AttributeValue): AttributeValue | undefined {
  if (typeof value === "string") return declarations(value).filter(isSafeStyle).map(([name, text]) => `${name}: ${text}`).join("; ");
  if (typeof value !== "object" || value === null) return undefined;
  const kept: StyleDiff = {};
  for (const [name, one] of Object.entries(value)) {
    if (isSafeStyle([name, Array.isArray(one) ? one.join(" ") : one || ""])) kept[name] = one;
  }
  return kept;
}

/** A semicolon inside a string cuts it into pieces, each of which is then unsafe or no declaration at all. */
function declarations(style: string): [string, string][] {
  return style.split(";").map((one) => {
    const colon = one.indexOf(":");
    return [one.slice(0, colon).trim().toLowerCase(), one.slice(colon + 1).trim()];
  });
}

/** Whether a declaration can hold nothing but layout or colour. */
export function isSafeStyle([name, value]: [string, string]): boolean {
  return STYLE.test(name) && !UNSAFE_VALUE.test(value) && !/\/\*/.test(value);
}

/** A style sheet of a page that is private by default, where no rule masks it: code, and without it there is no layout. */
export function sheetAttributes(attributes: Attributes, base: string): Attributes {
  const { rel, as, type, media, href } = openAttributes("a", attributes, base);
  const sheet: Attributes = { rel: rel ?? "", as: as ?? "", type: type ?? "", media: media ?? "", href: href ?? "" };
  for (const name of Object.keys(sheet)) if (!(name in attributes)) delete sheet[name];
  return sheet;
}

/** Never needed to show a page, and able to carry script, markup or secrets. */
const DROPPED = new Set(["srcdoc", "nonce", "integrity", "ping", "cite", "longdesc", "manifest", "autofocus"]);
const HANDLER = /^on/i;
/** Links lead somewhere, they do not render: path only. */
const LINKS: { [tag: string]: readonly string[] } = {
  a: ["href", "xlink:href"],
  area: ["href"],
  form: ["action"],
  button: ["formaction"],
  input: ["formaction"],
  iframe: ["src", "rr_src"],
  frame: ["src", "rr_src"],
  embed: ["src"],
  object: ["data"],
};

/**
 * The attributes of an element that is not masked.
 *
 * @param base resolves relative addresses
 * @param forget takes the page's own address out of a value
 */
export function openAttributes(tagName: string, attributes: Attributes, base: string, forget = (value: string) => value): Attributes {
  const kept: Attributes = {};
  const links = LINKS[tagName] ?? [];
  for (const [name, value] of Object.entries(attributes)) {
    if (HANDLER.test(name) || DROPPED.has(name)) continue;
    kept[name] = typeof value === "string" ? forget(links.includes(name) ? stripUrl(value, base) : value) : value;
  }
  return kept;
}
