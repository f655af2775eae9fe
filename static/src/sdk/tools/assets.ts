/**
 * Pictures and fonts that an agent's browser could not load, because they lie behind the customer's sign-in or their host serves no strangers.
 * Sent is only what lies on the page's own origin and is seen on it now, by something that is not masked (`docs/wire.md`, `B`).
 */

import { elementSelector } from "../gate/css";
import type { PageNodes } from "../recorder";
import type { ToolContext } from "../toolbox";
import type { Tool } from ".";

/** Bytes of one asset that the relay takes, header included. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_URL = 2_048;
const TYPE = /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)|font\/[\w.+-]+|application\/(?:x-)?font-[\w.+-]+|application\/(?:octet-stream|vnd\.ms-fontobject))$/;

export function assetsTool({ page }: ToolContext): Tool {
  let chain = Promise.resolve();
  /** Addresses being fetched, and contents that went, as hex. */
  const sent = new Set<string>();
  const answer = async (url: string): Promise<void> => {
    const nodes = page();
    if (!nodes || !isUsed(url, nodes)) return;
    const asset = await fetched(url).catch(() => null);
    if (!asset || sent.has(asset.hash)) return;
    sent.add(asset.hash);
    page()?.upload(asset.payload);
  };
  return {
    hears: {
      want_assets({ urls }) {
        const wanted = (Array.isArray(urls) ? urls : []).filter((url): url is string => typeof url === "string" && url.length <= MAX_URL).slice(0, 32);
        // one after the other: the page's own requests come first
        for (const url of wanted) chain = chain.then(() => answer(url));
      },
    },
    disconnected: () => sent.clear(),
    stop: () => sent.clear(),
  };
}

async function fetched(url: string): Promise<{ hash: string; payload: Uint8Array<ArrayBuffer> } | null> {
  // `same-origin` also refuses a redirect that leads elsewhere
  const response = await fetch(url, { mode: "same-origin", credentials: "same-origin", cache: "force-cache" });
  const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!response.ok || !TYPE.test(type) || Number(response.headers.get("content-length")) > MAX_BYTES) return null;
  const content = new Uint8Array(await response.arrayBuffer());
  const head = new TextEncoder().encode(JSON.stringify({ url, type }));
  if (content.length === 0 || 34 + head.length + content.length > MAX_BYTES) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const payload = new Uint8Array(34 + head.length + content.length);
  payload.set(digest);
  payload.set([head.length >> 8, head.length & 255], 32);
  payload.set(head, 34);
  payload.set(content, 34 + head.length);
  return { hash: Array.from(digest).join(), payload };
}

/** Whether the page shows this address of its own origin now, in clear. */
function isUsed(url: string, page: PageNodes): boolean {
  if (absolute(url, "") !== url || new URL(url).origin !== location.origin) return false;
  return page.roots().some((root) => inElements(root, url, page) || sheets(root).some((sheet) => inSheet(sheet, url, root, page)));
}

const BEARERS = "img, image, source, input[type=image], video[poster], [style*='url(']";

function inElements(root: Document | ShadowRoot, url: string, page: PageNodes): boolean {
  return Array.from(root.querySelectorAll(BEARERS)).some((one) => addresses(one).includes(url) && !page.view().isMasked(one));
}

function addresses(one: Element): string[] {
  const named = ["src", "poster", "href", "xlink:href"].map((name) => one.getAttribute(name) ?? "");
  const set = (one.getAttribute("srcset") ?? "").split(",").map((candidate) => candidate.trim().split(/\s+/)[0] ?? "");
  return [...named, ...set, ...inCss(one.getAttribute("style") ?? "")].filter(Boolean).map((address) => absolute(address, one.baseURI));
}

function sheets(root: Document | ShadowRoot): CSSStyleSheet[] {
  return [...Array.from(root.styleSheets), ...(root.adoptedStyleSheets ?? [])];
}

function inSheet(sheet: CSSStyleSheet, url: string, root: Document | ShadowRoot, page: PageNodes): boolean {
  try {
    const base = sheet.href ?? (root.nodeType === 9 ? (root as Document) : root.ownerDocument ?? document).baseURI;
    return inRules(sheet.cssRules, url, base, root, page);
  } catch {
    return false; // of another origin
  }
}

function inRules(rules: CSSRuleList, url: string, base: string, root: Document | ShadowRoot, page: PageNodes): boolean {
  return Array.from(rules).some((rule) => {
    const { cssRules, selectorText, styleSheet } = rule as Partial<CSSGroupingRule & CSSStyleRule & CSSImportRule>;
    if (styleSheet) return inSheet(styleSheet, url, root, page);
    if (cssRules?.length && inRules(cssRules, url, base, root, page)) return true;
    if (!inCss(rule.cssText).some((address) => absolute(address, base) === url)) return false;
    if (selectorText === undefined) return rule.cssText.startsWith("@font-face");
    return Array.from(root.querySelectorAll(elementSelector(selectorText))).some((one) => !page.view().isMasked(one));
  });
}

function inCss(css: string): string[] {
  return Array.from(css.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)/g), (match) => match[2] ?? "");
}

function absolute(address: string, base: string): string {
  try {
    const url = new URL(address, base || undefined);
    url.hash = "";
    return url.href;
  } catch {
    return "";
  }
}
