/**
 * Strings in style sheets are text a page shows: `content: "4111 1111"`. Recorded CSS keeps a string only if it is as
 * short as an icon or bullet, or if its rule styles elements that are there and none of them is masked.
 */

/** Longest string that always stays, in characters: icons, quotation marks, bullets, separators. */
const ICON = 3;

const COMMENT_OR_STRING = /\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?/g;
/** Properties whose strings end up on the screen; custom properties may feed `content`. */
const SHOWN_PROPERTY = /(?:^|[{;}\s])((?:content|quotes|--[-\w]+)\s*:[^;{}]*)/gi;
/** rrweb's own mark of where one text node of a style element ends; the replayer needs it. */
const SPLIT_MARK = "/* rr_split */";

/**
 * The style sheet without comments and without strings that could be somebody's.
 *
 * @param mayShow whether the strings of a rule with this selector may be seen
 */
export function scrubCss(css: string, mayShow: (selector: string) => boolean): string {
  if (!/["']|\/\*/.test(css)) return css;
  const strings: string[] = [];
  const bare = css.replace(COMMENT_OR_STRING, (found) => {
    if (found.startsWith("/*")) return found === SPLIT_MARK ? found : "";
    strings.push(found);
    return `\u0001${strings.length - 1}\u0002`;
  });
  blankStrings(bare, strings, mayShow);
  return bare.replace(/\u0001(\d+)\u0002/g, (_, index: string) => strings[Number(index)] ?? '""');
}

function blankStrings(bare: string, strings: string[], mayShow: (selector: string) => boolean): void {
  for (const match of bare.matchAll(SHOWN_PROPERTY)) {
    const used = Array.from((match[1] ?? "").matchAll(/\u0001(\d+)\u0002/g), (one) => Number(one[1]));
    const long = used.filter((index) => !isIcon(strings[index] ?? ""));
    if (long.length === 0 || mayShow(selectorAround(bare, match.index))) continue;
    for (const index of long) strings[index] = '""';
  }
}

/** Escapes such as `\f101` count as the one character they are. */
function isIcon(literal: string): boolean {
  const text = literal.slice(1, -1).replace(/\\(?:[0-9a-f]{1,6}\s?|[\s\S])/gi, ".");
  return Array.from(text).length <= ICON;
}

/** The selector of the rule around a position; empty for what stands in none. */
function selectorAround(css: string, position: number): string {
  let depth = 0;
  for (let at = position; at >= 0; at--) {
    const char = css[at];
    if (char === "}") depth++;
    if (char !== "{") continue;
    if (depth === 0) return selectorBefore(css, at);
    depth--;
  }
  return "";
}

function selectorBefore(css: string, brace: number): string {
  let from = brace - 1;
  while (from >= 0 && !"{};".includes(css[from] ?? "")) from--;
  return css.slice(from + 1, brace).trim();
}

const PSEUDO_ELEMENT = /::?(?:before|after|marker|placeholder|first-line|first-letter|backdrop|selection)\b|::[-\w]+(?:\([^()]*\))?/gi;
const MOMENTARY = /:(?:hover|focus|focus-visible|focus-within|active|visited|target)\b/gi;

/** The selector of the elements themselves, whatever moment or pseudo-element the rule is for. */
export function elementSelector(selector: string): string {
  const bare = selector.replace(PSEUDO_ELEMENT, "").replace(MOMENTARY, "");
  return bare.split(",").map((part) => part.trim() || "*").join(",");
}
