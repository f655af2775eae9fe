/** Says to screen readers what the eye sees: that something is hidden, instead of eight asterisks or a box without a name; and how much it is. */

import { countMasked, type MaskedCount } from "./masked-count";
import { isHidden, MASK } from "./masks";

/** Marks what was named here: how it was. A page cannot set it. */
const MARK = "data-cobroker-hidden";

/** Between two looks, milliseconds. */
const EVERY = 1_000;

/** Roles of elements that take a name besides those the browser gives one. */
const NAMED = "h1, h2, h3, h4, h5, h6, a[href], button, input, select, textarea, td, th, li, legend, summary, [role]";

export class Hidden {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #counted = "";

  constructor(
    private readonly page: () => Document | null,
    private readonly word: string,
    /** How much is masked, whenever that is another number. */
    private readonly counted: (count: MaskedCount) => void,
  ) {}

  /** A new picture begins: its numbers are news, whatever they are. */
  restarted(): void {
    this.#counted = "";
  }

  /** Something was played. */
  played(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look(this.page());
      this.#count();
    }, EVERY);
  }

  #count(): void {
    const count = countMasked(this.page());
    if (this.#counted !== (this.#counted = JSON.stringify(count))) this.counted(count);
  }

  #look(root: Document | ShadowRoot | null): void {
    if (!root) return;
    for (const [field, label] of orphans(root)) {
      field.setAttribute(MARK, "named");
      field.setAttribute("aria-label", `${label}, ${this.word}`);
    }
    for (const element of Array.from(root.querySelectorAll("*"))) {
      if (element.shadowRoot) this.#look(element.shadowRoot);
      if (element.localName === "iframe") this.#look((element as HTMLIFrameElement).contentDocument);
      else if (isHidden(element)) this.#name(element);
      else if (element.getAttribute(MARK) !== "named" && element.hasAttribute(MARK)) forget(element);
    }
  }

  #name(element: Element): void {
    if (element.hasAttribute(MARK)) return;
    const labels = Array.from((element as HTMLInputElement).labels ?? [], words);
    element.setAttribute(MARK, element.matches(NAMED) ? "" : "img");
    element.setAttribute("aria-label", [...labels, this.word].filter(Boolean).join(", "));
    if (!element.matches(NAMED)) element.setAttribute("role", "img");
  }
}

/** The page may show it after all. */
function forget(element: Element): void {
  if (element.getAttribute(MARK) === "img") element.removeAttribute("role");
  element.removeAttribute(MARK);
  element.removeAttribute("aria-label");
}

/** A masked field has no `id`, so its label has lost it: it is the next field without a name. */
function orphans(root: Document | ShadowRoot): [field: Element, label: string][] {
  const found: [Element, string][] = [];
  let label: HTMLLabelElement | null = null;
  for (const one of Array.from(root.querySelectorAll<HTMLElement>("label[for], input, textarea, select"))) {
    if (one.localName === "label") label = (one as HTMLLabelElement).control ? null : (one as HTMLLabelElement);
    else {
      const isNameless = !one.id && (one as HTMLInputElement).labels?.length === 0 && !one.hasAttribute("aria-label");
      if (label && isNameless) found.push([one, words(label)]);
      label = null;
    }
  }
  return found;
}

const words = (label: Element): string => (label.textContent ?? "").replaceAll(MASK, "").replace(/\s+/g, " ").trim();
