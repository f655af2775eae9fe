/** The one element the SDK adds to the page while it has something to say. Its inside is closed to the page. */

import { STYLES } from "./styles";

const TAG = "cobroker-notice";
/** A page that keeps removing the notice is at odds with us; this often we put it back. */
const MAX_RETURNS = 50;

export class UiHost {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  private readonly parts = new Set<Element>();
  private readonly keeper: MutationObserver;
  private readonly looks = new Set<string>();
  private returns = 0;

  constructor() {
    this.element = document.createElement(TAG);
    this.root = this.element.attachShadow({ mode: "closed" });
    this.dress(STYLES);
    this.keeper = new MutationObserver(() => this.keep());
  }

  /** Shows a part; the element is in the page as long as there is one. */
  add(part: Element): void {
    this.parts.add(part);
    this.root.append(part);
    this.attach();
  }

  /** Adds to the look of what is shown; the same only once. */
  dress(styles: string): void {
    if (this.looks.has(styles)) return;
    this.looks.add(styles);
    dress(this.root, styles);
  }

  remove(part: Element): void {
    this.parts.delete(part);
    part.remove();
    if (this.parts.size > 0) return;
    this.keeper.disconnect();
    this.element.remove();
  }

  private attach(): void {
    if (this.element.isConnected) return;
    document.documentElement.append(this.element);
    this.keeper.observe(document.documentElement, { childList: true });
  }

  private keep(): void {
    if (this.parts.size > 0 && !this.element.isConnected && this.returns++ < MAX_RETURNS) this.attach();
  }
}

/** Constructable sheets are not bound by the page's `style-src`; the fallback is for Safari before 16.4 and Firefox before 101. */
function dress(root: ShadowRoot, styles: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = styles;
    root.append(style);
  }
}
