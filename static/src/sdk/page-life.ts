/** What happens to the page itself while a session is live: hidden, left or put to sleep, and brought back. */

export interface PageLifeListener {
  onHidden(hidden: boolean): void;
  /** The page goes: to be reloaded, left, put aside by the browser for its back button, or frozen to save power. */
  onLeave(): void;
  /** Back again: the same page, but another may have taken the session over meanwhile, and who knows how long it was. */
  onReturn(): void;
}

export class PageLife {
  private isAway = false;

  constructor(private readonly listener: PageLifeListener) {}

  listen(): void {
    this.isAway = false;
    this.each("addEventListener");
  }

  stop(): void {
    this.each("removeEventListener");
  }

  private each(change: "addEventListener" | "removeEventListener"): void {
    document[change]("visibilitychange", this.visibility);
    // a frozen page answers nobody, while its connection seems alive
    document[change]("freeze", this.leave);
    document[change]("resume", this.back);
    window[change]("pagehide", this.leave);
    window[change]("pageshow", this.back);
  }

  private readonly visibility = (): void => this.listener.onHidden(document.hidden);

  /** A page in the browser's cache is left and then frozen: that is one going, and one coming back. */
  private readonly leave = (): void => {
    if (!this.isAway) this.listener.onLeave();
    this.isAway = true;
  };

  private readonly back = (): void => {
    if (this.isAway) this.listener.onReturn();
    this.isAway = false;
  };
}
