/**
 * Style text. `url()` stays, because the CSP limits what it can fetch; what would load more style or was once able to run
 * script goes. Keywords are broken rather than cut out, so that the rest of the sheet is parsed as it was written.
 */

import { MAX_CSS, MAX_CSS_DEPTH, MAX_STRING, type Tally } from "./limits";

const AT_KEYWORD = /@((?:[a-z0-9_-]|[^\x00-\x7f]|\\[0-9a-f]{1,6}\s?|\\[^\n0-9a-f])+)/gi;
const ESCAPE = /\\([0-9a-f]{1,6})\s?|\\([^\n0-9a-f])/gi;
const ACTIVE = /(?:java|vb)script\s*:|expression\s*\(|-moz-binding|\bbehavior\s*:/gi;

const SCHEME_QUERY = /\bprefers-color-scheme\s*:\s*(dark|light)\b/gi;
const SCHEME_PROPERTY = /(^|[{;\s])(color-scheme\s*:\s*)([^;{}]*)/gi;

/**
 * `text` as it applies to somebody who prefers dark or light, whatever the agent's own browser prefers: a query for the
 * colour scheme becomes one that is always or never true, and of two schemes offered one is taken.
 */
export function inScheme(text: string, dark: boolean): string {
  if (!/color-scheme/i.test(text)) return text;
  return text
    .replace(SCHEME_QUERY, (_, scheme: string) => ((scheme.toLowerCase() === "dark") === dark ? "min-width:0px" : "max-width:0px"))
    .replace(SCHEME_PROPERTY, (whole, before: string, name: string, value: string) =>
      /\bdark\b/i.test(value) && /\blight\b/i.test(value) ? `${before}${name}${dark ? "dark" : "light"}${/!\s*important/i.test(value) ? " !important" : ""}` : whole,
    );
}

/** A style sheet; an empty one if it is too large or nested too deep. */
export function styleSheet(text: string, tally: Tally): string {
  if (text.length > MAX_CSS || depth(text) > MAX_CSS_DEPTH) {
    tally.add("limits");
    return "";
  }
  return clean(text, tally);
}

/** One rule for `insertRule`. A refused `@import` becomes a rule without effect, so that the positions of the others stay. */
export function styleRule(text: string, tally: Tally): string {
  const cleaned = styleSheet(text, tally);
  return cleaned === "" || /^\s*@blocked/.test(cleaned) ? "@media not all{}" : cleaned;
}

/** A `style` attribute or one property's value. */
export function declarations(text: string, tally: Tally): string | null {
  if (text.length > MAX_STRING) {
    tally.add("limits");
    return null;
  }
  return clean(text, tally);
}

function clean(styles: string, tally: Tally): string {
  const text = inScheme(styles, tally.dark);
  const withoutImports = text.includes("@")
    ? text.replace(AT_KEYWORD, (whole, name: string) => (isImport(name) ? blocked(tally, "@blocked") : whole))
    : text;
  return dangerous(withoutImports) ? withoutImports.replace(ACTIVE, () => blocked(tally, "blocked-")) : unescapedIfActive(withoutImports, tally);
}

function isImport(name: string): boolean {
  return unescape(name).toLowerCase() === "import";
}

function dangerous(text: string): boolean {
  ACTIVE.lastIndex = 0;
  return ACTIVE.test(text);
}

/** Escapes can spell the same words: if they do, the text is kept in its unescaped form, with the words broken. */
function unescapedIfActive(text: string, tally: Tally): string {
  if (!text.includes("\\")) return text;
  const plain = unescape(text);
  return dangerous(plain) ? plain.replace(ACTIVE, () => blocked(tally, "blocked-")) : text;
}

function unescape(text: string): string {
  return text.replace(ESCAPE, (_, hex: string | undefined, char: string | undefined) => {
    if (char !== undefined) return char;
    const code = Number.parseInt(hex ?? "", 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}

function blocked(tally: Tally, word: string): string {
  tally.add("css");
  return word;
}

function depth(text: string): number {
  let now = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b) deepest = Math.max(deepest, ++now);
    else if (code === 0x7d && now > 0) now -= 1;
  }
  return deepest;
}
