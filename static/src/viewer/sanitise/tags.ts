/** Which elements a replayed page may have. Everything not named here is shown as a plain `span` (`g` in SVG). */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const HTML = words(`
  a abbr acronym address area article aside audio b bdi bdo big blockquote body br button canvas caption center cite code col
  colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6
  head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr ol
  optgroup option output p picture pre progress q rp rt ruby s samp search section select selectedcontent slot small source span
  strike strong style sub summary sup table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr svg math
`);

const SVG = words(`
  svg a animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix fecomponenttransfer
  fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg
  fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile
  feturbulence filter foreignobject g image line lineargradient marker mask metadata mpath path pattern polygon polyline
  radialgradient rect set stop style switch symbol text textpath title tspan use view
`);

const MATH = words(`
  math annotation maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms
  mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
`);

/** Nothing to see in them: they become an empty comment. */
const SILENT = words("script base noscript param bgsound track handler listener noembed noframes");

/** Visible holes: they become a labelled box. */
const HOLES = words("object embed applet portal fencedframe frame frameset webview controlledframe plaintext xmp");

/** Names with a hyphen that HTML keeps for SVG and MathML (HTML standard, "valid custom element name"). */
const NO_CUSTOM = words("annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name missing-glyph");

/** Elements that may have a shadow root besides custom ones (DOM standard, `attachShadow`). */
const HOSTS = words("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span");

/** Elements with a value or a check mark that an input event may set. */
const FIELDS = words("input textarea select option");

export type Verdict = { readonly as: "element"; readonly tag: string } | { readonly as: "comment" } | { readonly as: "box" };

/** What becomes of an element named `name`. Names are compared as HTML does, without regard to ASCII case. */
export function judge(name: string, svg: boolean): Verdict {
  const tag = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const local = tag.slice(tag.lastIndexOf(":") + 1);
  if (SILENT.has(local)) return { as: "comment" };
  if (HOLES.has(local)) return { as: "box" };
  if (svg) return { as: "element", tag: SVG.has(tag) ? tag : "g" };
  return { as: "element", tag: HTML.has(tag) || MATH.has(tag) || isCustom(tag) ? tag : "span" };
}

/** Custom elements are never upgraded with the page's code, so they are plain boxes here. */
export function isCustom(tag: string): boolean {
  return /^[a-z][a-z0-9._]*-[a-z0-9._-]*$/.test(tag) && tag.length <= 128 && !NO_CUSTOM.has(tag);
}

export function mayHostShadow(tag: string): boolean {
  return HOSTS.has(tag) || isCustom(tag);
}

export function isField(tag: string): boolean {
  return FIELDS.has(tag) || isCustom(tag);
}
