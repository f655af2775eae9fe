/** Pictures and fonts that this browser could not load and the customer's sent instead: put where they belong. */

import { isRaw } from "./sanitise/values";

export type Asset = { readonly url: string; readonly type: string; readonly content: Uint8Array<ArrayBuffer> };

const MAX_URL = 2_048;
/** Addresses asked for at once, and in one desk's life. */
const A_TIME = 32;
const MAX_ASKED = 500;
const ASK_AFTER = 200;
const IMAGE = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)$/;
const IN_CSS = /url\(\s*(["']?)(.*?)\1\s*\)/g;

/** The asset in the payload of a `B` frame (`docs/wire.md`), or `null` if it is none. */
export function assetOf(payload: Uint8Array<ArrayBuffer>): Asset | null {
  const length = ((payload[32] ?? 0) << 8) | (payload[33] ?? 0);
  if (payload.length < 34 + length) return null;
  try {
    const head: unknown = JSON.parse(new TextDecoder().decode(payload.subarray(34, 34 + length)));
    if (!isRaw(head) || typeof head.url !== "string" || typeof head.type !== "string" || !/^https?:/.test(head.url)) return null;
    return { url: head.url, type: head.type, content: payload.slice(34 + length) };
  } catch {
    return null;
  }
}

export class Assets {
  readonly #pictures = new Map<string, string>();
  readonly #fonts = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #asked = new Set<string>();
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly pageOf: () => Document | null,
    private readonly ask: (urls: readonly string[]) => void,
    private readonly fontCame: (family: string) => void,
  ) {}

  /** Addresses that failed to load: asked for once, or put in place if they are here. */
  missing(urls: readonly string[], origin: string): void {
    if (urls.some((url) => this.#pictures.has(url) || this.#fonts.has(url))) this.apply();
    // the SDK gives nothing of other origins
    for (const url of urls) if (this.#asked.size < MAX_ASKED && !this.#asked.has(url) && url.length <= MAX_URL && originOf(url) === origin) this.#want(url);
  }

  received({ url, type, content }: Asset): void {
    if (IMAGE.test(type)) this.#pictures.set(url, URL.createObjectURL(new Blob([content], { type })));
    else this.#fonts.set(url, content);
    this.#asked.add(url);
    this.apply();
  }

  /** Puts all that is here where the page names it. */
  apply(): void {
    const page = this.pageOf();
    if (!page || this.#pictures.size + this.#fonts.size === 0) return;
    for (const image of Array.from(page.querySelectorAll("img, input[type=image], image, video[poster], source[srcset]"))) this.#swap(image, page.baseURI);
    for (const styled of Array.from(page.querySelectorAll<HTMLElement>("[style*='url(']"))) this.#restyle(styled.style, page.baseURI);
    for (const rules of readable(page)) this.#rules(rules, page);
  }

  #want(url: string): void {
    this.#asked.add(url);
    this.#waiting.push(url);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      while (this.#waiting.length > 0) this.ask(this.#waiting.splice(0, A_TIME));
    }, ASK_AFTER);
  }

  #swap(element: Element, base: string): void {
    for (const name of ["src", "poster", "href", "xlink:href"]) {
      const local = this.#pictures.get(absolute(element.getAttribute(name) ?? "", base));
      if (local) element.setAttribute(name, local);
    }
    const set = element.getAttribute("srcset");
    const changed = set?.replace(/[^\s,]\S*[^\s,]/g, (url) => this.#pictures.get(absolute(url, base)) ?? url);
    if (changed !== undefined && changed !== set) element.setAttribute("srcset", changed);
  }

  #rules(rules: CSSRuleList, page: Document): void {
    for (const rule of Array.from(rules)) {
      const { cssRules, style } = rule as Partial<CSSGroupingRule & CSSStyleRule>;
      if (cssRules?.length) this.#rules(cssRules, page);
      if (!style || !rule.cssText.includes("url(")) continue;
      if (rule.cssText.startsWith("@font-face")) this.#font(style, page);
      else this.#restyle(style, page.baseURI);
    }
  }

  #restyle(style: CSSStyleDeclaration, base: string): void {
    for (const name of Array.from(style)) {
      const value = style.getPropertyValue(name);
      if (!value.includes("url(")) continue;
      const local = value.replace(IN_CSS, (whole, _, url: string) => {
        const found = this.#pictures.get(absolute(url, base));
        return found ? `url("${found}")` : whole;
      });
      if (local !== value) style.setProperty(name, local, style.getPropertyPriority(name));
    }
  }

  /** A face of the same name beside the one that did not load: as bytes, so no policy is asked. */
  #font(rule: CSSStyleDeclaration, page: Document): void {
    const content = fontAddresses(rule, page.baseURI).map((url) => this.#fonts.get(url)).find(Boolean);
    const Face = (page.defaultView as (Window & typeof globalThis) | null)?.FontFace;
    if (!content || !Face) return;
    const given = (name: string): string | undefined => rule.getPropertyValue(name) || undefined;
    const family = rule.getPropertyValue("font-family").replace(/^["']|["']$/g, "");
    const descriptors = { weight: given("font-weight"), style: given("font-style"), stretch: given("font-stretch"), unicodeRange: given("unicode-range") };
    const known = Object.fromEntries(Object.entries(descriptors).filter(([, value]) => value !== undefined));
    const face = new Face(family, content, known);
    const isThere = Array.from(page.fonts).some((one) => one.family === face.family && one.weight === face.weight && one.style === face.style && one.unicodeRange === face.unicodeRange && one.status === "loaded");
    if (isThere) return;
    face.load().then(() => {
      page.fonts.add(face);
      this.fontCame(family);
    }, () => {});
  }
}

/** Where the faces of a family that did not load would have come from. */
export function fontUrls(page: Document, families: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const look = (rules: CSSRuleList): void => {
    for (const rule of Array.from(rules)) {
      const { cssRules, style } = rule as Partial<CSSGroupingRule & CSSFontFaceRule>;
      if (cssRules?.length) look(cssRules);
      if (!style || !rule.cssText.startsWith("@font-face")) continue;
      if (families.has(bare(style.getPropertyValue("font-family")))) found.push(...fontAddresses(style, page.baseURI));
    }
  };
  readable(page).forEach(look);
  return found;
}

/** The rules of all style sheets but those of other origins, which the browser keeps to itself. */
function readable(page: Document): CSSRuleList[] {
  return [...Array.from(page.styleSheets), ...page.adoptedStyleSheets].flatMap((sheet) => {
    try {
      return [sheet.cssRules];
    } catch {
      return [];
    }
  });
}

export function bare(family: string): string {
  return family.replace(/^["']|["']$/g, "");
}

function fontAddresses(rule: CSSStyleDeclaration, base: string): string[] {
  return Array.from(rule.getPropertyValue("src").matchAll(IN_CSS), (match) => absolute(match[2] ?? "", base));
}

function absolute(url: string, base: string): string {
  try {
    return new URL(url, base).href;
  } catch {
    return "";
  }
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return "";
  }
}
