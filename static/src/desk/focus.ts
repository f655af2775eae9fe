/** Remembers where the agent was, for when the customer's page takes the focus away. */

/**
 * Milliseconds the browser may take to move the focus between processes. Its word and the viewer's message come in either order,
 * and even a focus that was taken back can be reported as gone once more.
 */
const SOON = 500;

export class FocusKeeper {
  #last: HTMLElement | null = null;
  #until = 0;

  constructor(
    private readonly page: Document,
    private readonly now: () => number,
  ) {
    page.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement && target.tagName !== "IFRAME") this.#last = target;
    });
    page.defaultView?.addEventListener("blur", () => {
      if (now() < this.#until) setTimeout(() => this.#restore());
    });
  }

  /** Moves the focus from the viewer's frame to where it was before, or to nothing in particular. */
  takeBack(): void {
    this.#until = this.now() + SOON;
    this.#restore();
    setTimeout(() => this.#restore(), SOON);
  }

  #restore(): void {
    const taken = this.page.activeElement;
    if (!(taken instanceof HTMLElement) || taken.tagName !== "IFRAME") return;
    taken.blur();
    if (this.#last?.isConnected) this.#last.focus({ preventScroll: true });
  }
}
