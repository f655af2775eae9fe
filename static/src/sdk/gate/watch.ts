/** Sees when the mask of something the agent already has changes: then the picture is taken anew. */

/** Attributes that decide about the mask on every page. */
const ALWAYS = ["class", "id", "type", "name", "autocomplete", "data-private", "contenteditable", "list", "slot"];
/** Selectors that depend on more than attributes: then any change can flip them. */
const STRUCTURAL = /[+~:]/;
/** At most one look per this time: pages toggle classes in every frame of an animation. Milliseconds. */
const CHECK_EVERY = 100;

export interface WatchOptions {
  /** The masking selector list. */
  readonly selector: string;
  /** Whether the agent has seen an element in clear. */
  readonly hasShown: (element: Element) => boolean;
  /** A field stopped being `type=password`. */
  readonly onRevealed: (field: Element) => void;
  readonly onFlip: () => void;
}

export class MaskWatch {
  private readonly roots = new Set<Document | ShadowRoot>();
  private readonly observer: MutationObserver;
  private readonly filter: MutationObserverInit;
  private matched = new Set<Element>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: WatchOptions) {
    this.filter = filterFor(options.selector);
    this.observer = new MutationObserver((records) => this.changed(records));
  }

  /** Also watches this document or shadow root from now on. */
  observe(root: Document | ShadowRoot): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root, this.filter);
    for (const element of this.matching(root)) this.matched.add(element);
  }

  /** An element went out masked: if that ends, the agent is to see it. */
  note(element: Element): void {
    if (element.matches(this.options.selector)) this.matched.add(element);
  }

  stop(): void {
    this.observer.disconnect();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.roots.clear();
    this.matched.clear();
  }

  private changed(records: MutationRecord[]): void {
    for (const { attributeName, oldValue, target } of records) {
      if (attributeName === "type" && /^password$/i.test(oldValue ?? "")) this.options.onRevealed(target as Element);
    }
    if (this.timer === undefined) this.timer = setTimeout(() => this.check(), CHECK_EVERY);
  }

  private check(): void {
    this.timer = undefined;
    const now = new Set<Element>();
    for (const root of this.roots) {
      if (isGone(root)) this.roots.delete(root);
      else for (const element of this.matching(root)) now.add(element);
    }
    const before = this.matched;
    this.matched = now;
    if (this.hasFlipped(before, now)) this.options.onFlip();
  }

  private hasFlipped(before: Set<Element>, now: Set<Element>): boolean {
    for (const element of now) if (!before.has(element) && this.options.hasShown(element)) return true;
    for (const element of before) if (!now.has(element) && element.isConnected) return true;
    return false;
  }

  private matching(root: Document | ShadowRoot): Element[] {
    return Array.from(root.querySelectorAll(this.options.selector));
  }
}

function isGone(root: Document | ShadowRoot): boolean {
  return root.nodeType === 9 ? !(root as Document).defaultView : !(root as ShadowRoot).host.isConnected;
}

/** What to observe so that no flip of this selector list is missed. */
export function filterFor(selector: string): MutationObserverInit {
  const base = { subtree: true, attributes: true, attributeOldValue: true };
  const configured = selector.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  if (STRUCTURAL.test(configured.replace(/[~^$*|]=/g, "="))) return { ...base, childList: true };
  const named = Array.from(configured.matchAll(/\[\s*([-\w]+)/g), (match) => match[1] ?? "");
  return { ...base, attributeFilter: Array.from(new Set([...ALWAYS, ...named])) };
}
