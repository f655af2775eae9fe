/** The one element that the widget adds to the page. Its inside is closed: the page's styles do not reach in, and a helper does not see it. */
import type { Sheet } from "../contract";

const TAG = "cobroker-help";
/** A page that keeps removing the element is at odds with us; this often we put it back. */
const MAX_RETURNS = 50;

export interface Shell {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly box: HTMLElement;
}

export function shell(): Shell {
  const element = document.createElement(TAG);
  const root = element.attachShadow({ mode: "closed" });
  const box = document.createElement("section");
  root.append(box);
  return { element, root, box };
}

/** Puts the element behind `body`, last in the order of the Tab key, where frameworks that exchange the body leave it alone. */
export function attach(element: HTMLElement): void {
  if (!document.body) return document.addEventListener("DOMContentLoaded", () => attach(element), { once: true });
  let returns = 0;
  const put = (): void => {
    if (!element.isConnected && returns++ < MAX_RETURNS) document.documentElement.append(element);
  };
  put();
  new MutationObserver(put).observe(document.documentElement, { childList: true });
}

/**
 * Constructable sheets are not bound by the page's `style-src`. Browsers without them (Safari before 16.4, Firefox
 * before 101) load the file from the broker, and `ready` waits for it.
 */
export function dress(root: ShadowRoot, base: string, { css, file, integrity }: Sheet, ready: () => void = () => undefined): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    ready();
  } catch {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.crossOrigin = "anonymous";
    link.integrity = integrity;
    link.onload = ready;
    link.href = `${base}/assets/${file}`;
    root.append(link);
  }
}
