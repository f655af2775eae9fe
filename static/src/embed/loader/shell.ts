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

/**
 * Puts the element behind `body`, last in the order of the Tab key, where frameworks that exchange the body leave it
 * alone. `changed` is called when the page changes its language or theme, which it says in attributes of `<html>`.
 */
export function attach(element: HTMLElement, changed: () => void): void {
  const page = document.documentElement;
  let returns = 0;
  const put = (): void => {
    if (document.body && !element.isConnected && returns++ < MAX_RETURNS) page.append(element);
    changed();
  };
  put();
  new MutationObserver(put).observe(page, { childList: true, attributes: true });
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
