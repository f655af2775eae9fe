/** Notices that elements may have moved, and that the page has become another one without loading. Only while something is shown. */

/** For browsers that do not tell of `history.pushState`, milliseconds. */
const LOOK = 250;

const SCROLLS = { capture: true, passive: true } as const;
const EVENTS = ["load", "transitionend", "animationend", "toggle", "input"];

export class PageWatch {
  private readonly mutations = new MutationObserver(() => this.look());
  private timer: ReturnType<typeof setInterval> | undefined;
  private address = "";

  constructor(
    private readonly onMoved: () => void,
    private readonly onLeft: () => void,
  ) {}

  start(): void {
    this.address = pageAddress();
    this.mutations.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    addEventListener("scroll", this.onMoved, SCROLLS);
    addEventListener("resize", this.onMoved);
    addEventListener("popstate", this.look);
    for (const name of EVENTS) document.addEventListener(name, this.onMoved, true);
    this.timer = setInterval(this.look, LOOK);
    this.look();
  }

  stop(): void {
    this.mutations.disconnect();
    removeEventListener("scroll", this.onMoved, SCROLLS);
    removeEventListener("resize", this.onMoved);
    removeEventListener("popstate", this.look);
    for (const name of EVENTS) document.removeEventListener(name, this.onMoved, true);
    clearInterval(this.timer);
  }

  private readonly look = (): void => {
    this.onMoved();
    if (this.address === (this.address = pageAddress())) return;
    this.onLeft();
  };
}

/** What makes it another page: not the part behind `#`, unless an application routes by it. */
export function pageAddress(): string {
  const { pathname, search, hash } = location;
  return pathname + search + (/^#[!/]/.test(hash) ? hash : "");
}
