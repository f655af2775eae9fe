/** One stop for Tab: within the tool bar the arrow keys move, as in any desktop program (WAI-ARIA toolbar pattern). */

export class Toolbar {
  /** The bar's buttons may come, go and be hidden at any time. */
  constructor(private readonly bar: HTMLElement) {
    bar.addEventListener("keydown", (event) => this.key(event));
    bar.addEventListener("focusin", ({ target }) => target instanceof HTMLButtonElement && this.enter(target));
    new MutationObserver(() => this.settle()).observe(bar, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden", "disabled"] });
    // what there is no room for goes, too
    new ResizeObserver(() => this.settle()).observe(bar);
    this.settle();
  }

  private buttons(): HTMLButtonElement[] {
    return Array.from(this.bar.querySelectorAll("button")).filter((button) => !button.disabled && button.getClientRects().length > 0);
  }

  private key(event: KeyboardEvent): void {
    const buttons = this.buttons();
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = target(event.key, at, buttons.length, getComputedStyle(this.bar).direction === "rtl");
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    buttons[to]?.focus();
  }

  private enter(entered: HTMLButtonElement): void {
    for (const button of this.bar.querySelectorAll("button")) button.tabIndex = button === entered ? 0 : -1;
  }

  /** Tab always finds a button that is there. */
  private settle(): void {
    const buttons = this.buttons();
    const first = buttons.find((button) => button.tabIndex === 0 && button.hasAttribute("tabindex")) ?? buttons[0];
    if (first) this.enter(first);
  }
}

/** Where `key` leads from button `at` of `count`, or `null` if it is no key of a tool bar. */
export function target(key: string, at: number, count: number, isMirrored = false): number | null {
  if (at < 0 || count === 0) return null;
  if (key === (isMirrored ? "ArrowLeft" : "ArrowRight")) return (at + 1) % count;
  if (key === (isMirrored ? "ArrowRight" : "ArrowLeft")) return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
