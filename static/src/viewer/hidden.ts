/** Says to screen readers what the eye sees: that something is hidden, instead of eight asterisks or a box without a name. */

/** What stands for masked text (`sdk/gate/attributes.ts`). */
const MASK = "********";

/** Between two looks, milliseconds. */
const EVERY = 1_000;

/** Roles of elements that take a name besides those the browser gives one. */
const NAMED = "h1, h2, h3, h4, h5, h6, a[href], button, input, select, textarea, td, th, li, legend, summary, [role]";

export class Hidden {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: () => Document | null,
    private readonly word: string,
  ) {}

  /** Something was played. */
  played(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look(this.page());
    }, EVERY);
  }

  #look(root: Document | ShadowRoot | null): void {
    if (!root) return;
    for (const element of Array.from(root.querySelectorAll("*"))) {
      if (element.shadowRoot) this.#look(element.shadowRoot);
      if (element.localName === "iframe") this.#look((element as HTMLIFrameElement).contentDocument);
      else if (isHidden(element)) this.#name(element);
      else if (element.hasAttribute("data-cobroker-hidden")) forget(element);
    }
  }

  #name(element: Element): void {
    if (element.hasAttribute("data-cobroker-hidden")) return;
    const labels = Array.from((element as HTMLInputElement).labels ?? [], (label) => label.textContent?.replaceAll(MASK, "").trim());
    element.setAttribute("data-cobroker-hidden", "");
    element.setAttribute("aria-label", [...labels, this.word].filter(Boolean).join(", "));
    if (!element.matches(NAMED)) element.setAttribute("role", "img");
    else element.setAttribute("data-cobroker-hidden", "named");
  }
}

/** The page may show it after all. */
function forget(element: Element): void {
  if (element.getAttribute("data-cobroker-hidden") === "") element.removeAttribute("role");
  element.removeAttribute("data-cobroker-hidden");
  element.removeAttribute("aria-label");
}

function isHidden(element: Element): boolean {
  if (element.classList.contains("rr-block")) return true;
  if (element.matches("input, textarea, select")) return (element as HTMLInputElement).value === MASK;
  return element.childElementCount === 0 && element.textContent?.trim() === MASK;
}
