/** What happens to the page itself while a session is live: hidden, left, brought back from the browser's cache. */

export interface PageLifeListener {
  onHidden(hidden: boolean): void;
  /** The page goes: to be reloaded, left, or put aside by the browser for its back button. */
  onLeave(): void;
  /** Back out of the browser's cache: the same page, but another may have taken the session over meanwhile. */
  onReturn(): void;
}

export class PageLife {
  constructor(private readonly listener: PageLifeListener) {}

  listen(): void {
    document.addEventListener("visibilitychange", this.visibility);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.show);
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.visibility);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.show);
  }

  private readonly visibility = (): void => this.listener.onHidden(document.hidden);
  private readonly leave = (): void => this.listener.onLeave();
  private readonly show = (event: PageTransitionEvent): void => {
    if (event.persisted) this.listener.onReturn();
  };
}
