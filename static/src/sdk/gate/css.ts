/**
 * Style sheets show things: `content: "4111 1111"`, `background: url(/customers/4711.png)`. Recorded CSS keeps a string
 * only if it is as short as an icon or bullet, or if its rule styles elements that are there and none of them is masked.
 * A picture stays only once its rule styles something open; before, it is the grey of masked pictures.
 */

import { GREY } from "./attributes";

/** Longest string that always stays, in characters: icons, quotation marks, bullets, separators. */
const ICON = 3;

const COMMENT_OR_STRING = /\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?/g;
/** Properties whose strings end up on the screen; custom properties may feed `content`, counter styles list markers. */
const SHOWN_PROPERTY =
  /(?:^|[{;}\s])((?:content|quotes|--[-\w]+|initial-value|list-style(?:-type)?|(?:additive-)?symbols|prefix|suffix|negative|pad|text-overflow|hyphenate-character|text-emphasis(?:-style)?)\s*:[^;{}]*)/gi;
/** Pictures; an address within the document is none. */
const PICTURE = /url\(\s*(?!#)[^)]*\)/gi;
/** rrweb's own mark of where one text node of a style element ends; the replayer needs it. */
const SPLIT_MARK = "/* rr_split */";

export interface CssRules {
  /** Whether each element that a rule with this selector styles is masked. */
  readonly masks: (selector: string) => readonly boolean[];
  /** Whether this picture of the rule may be seen. */
  readonly mayPicture: (selector: string, picture: string) => boolean;
}

/** The style sheet without comments, and without strings and pictures that could be somebody's. */
export function scrubCss(css: string, rules: CssRules): string {
  if (!/["']|\/\*|url\(/i.test(css)) return css;
  const strings: string[] = [];
  const bare = css.replace(COMMENT_OR_STRING, (found) => {
    if (found.startsWith("/*")) return found === SPLIT_MARK ? found : "";
    strings.push(found);
    return `\u0001${strings.length - 1}\u0002`;
  });
  const at = selectorsOf(bare);
  blankStrings(bare, strings, (position) => {
    const masks = rules.masks(at(position));
    return masks.length > 0 && !masks.includes(true);
  });
  const whole = (text: string): string => text.replace(/\u0001(\d+)\u0002/g, (_, index: string) => strings[Number(index)] ?? '""');
  const grey = bare.replace(PICTURE, (found, position: number) => {
    const [selector, picture] = [at(position), whole(found)];
    // fonts and imported sheets belong to no element; what stands in no rule is an import
    return !selector || /^@font-face/i.test(selector) || /^url\(\s*["']\s*#/i.test(picture) || rules.mayPicture(selector, picture) ? found : GREY;
  });
  return whole(grey);
}

type At = (position: number) => boolean;

function blankStrings(bare: string, strings: string[], mayShow: At): void {
  for (const match of bare.matchAll(SHOWN_PROPERTY)) {
    // the address of a picture is no text
    const text = (match[1] ?? "").replace(PICTURE, "");
    const used = Array.from(text.matchAll(/\u0001(\d+)\u0002/g), (one) => Number(one[1]));
    const long = used.filter((index) => !isIcon(strings[index] ?? ""));
    if (long.length === 0 || mayShow(match.index + 1)) continue;
    for (const index of long) strings[index] = '""';
  }
}

/** Escapes such as `\f101` count as the one character they are. */
function isIcon(literal: string): boolean {
  const text = literal.slice(1, -1).replace(/\\(?:[0-9a-f]{1,6}\s?|[\s\S])/gi, ".");
  return Array.from(text).length <= ICON;
}

/** At-rules with declarations of their own; all others stand around rules. */
const DECLARING = /^@(?:font-face|page|property|counter-style|font-palette-values|position-try)\b/i;

/**
 * Finds the selector of the rule around a position, nested ones written out; for declaring at-rules their prelude, and
 * empty for what stands in none.
 */
function selectorsOf(css: string): (position: number) => string {
  const starts: number[] = [0];
  const selectors: string[] = [""];
  const open: string[] = [];
  let from = 0;
  for (const { 0: char, index } of css.matchAll(/[{};]/g)) {
    if (char === "{") open.push(resolved(css.slice(from, index).trim(), open[open.length - 1] ?? ""));
    else if (char === "}") open.pop();
    from = index + 1;
    if (char === ";") continue;
    starts.push(from);
    selectors.push(open[open.length - 1] ?? "");
  }

  return (position) => {
    let at = starts.length - 1;
    while ((starts[at] ?? 0) > position) at--;
    return selectors[at] ?? "";
  };
}

/** A nested rule's selector as if it stood alone. */
function resolved(prelude: string, around: string): string {
  if (DECLARING.test(prelude)) return prelude;
  if (prelude.startsWith("@")) return around;
  if (!around) return prelude;
  return prelude.includes("&") ? prelude.replace(/&/g, `:is(${around})`) : `:is(${around}) ${prelude}`;
}

const PSEUDO_ELEMENT = /::?(?:before|after|marker|placeholder|first-line|first-letter|backdrop|selection)\b|::[-\w]+(?:\([^()]*\))?/gi;
const MOMENTARY = /:(?:hover|focus|focus-visible|focus-within|active|visited|target)\b/gi;

/** The selector of the elements themselves, whatever moment or pseudo-element the rule is for. */
export function elementSelector(selector: string): string {
  const bare = selector.replace(PSEUDO_ELEMENT, "").replace(MOMENTARY, "");
  return bare.split(",").map((part) => element(part.trim())).join(",");
}

/** What stands alone without its pseudo-element is any element; the moments of an animation are none. */
function element(part: string): string {
  return /^[\d.]+%$/.test(part) ? "from" : part || "*";
}
