/**
 * The live player: the only module that knows `@rrweb/replay`. It leans on three private members of its Replayer
 * (`getCastFn`, `moveAndHover`, `service`), so the version is pinned exactly.
 *
 * rrweb's own live mode puts every event into a list that it keeps for ever and plays it from a timer on animation frames:
 * events wait for the customer's clock, wait in a hidden tab, and one that throws stops the timer for good. So each event is
 * cast at once, stamped with our own clock, and nothing is kept. A hidden tab stays up to date, and an error belongs to its event.
 */

import { Replayer } from "@rrweb/replay";
import { CANVAS_RULE } from "./canvases";
import { BOX_LABEL, type CleanCanvas, type CleanEvent, type CleanPage, type Picture } from "./sanitise";
import { say } from "../words/say";

type Event = { type: number; data: unknown; timestamp: number };

type Inside = {
  getCastFn(event: Event, isSync: boolean): () => void;
  moveAndHover(x: number, y: number, id: number, isSync: boolean, data: unknown): void;
};

export type PlayerEvents = {
  /** The customer's viewport, in CSS pixels. */
  readonly resized: (size: { width: number; height: number }) => void;
  /** An event could not be played: what is shown may be wrong from here on. */
  readonly failed: () => void;
  /** The customer's page took the focus from the desk. */
  readonly tookFocus: () => void;
  /** The replay frame could run scripts. It is gone, and nothing will be played. */
  readonly refused: () => void;
};

const META = 4;
const FULL_SNAPSHOT = 2;
const INCREMENTAL = 3;
const TOUCH_START = 7;

/** Events between two emptyings of rrweb's cache of adapted style sheets, which has no bound of its own. */
const CACHE_EVENTS = 500;

const RULES = [
  // Scroll events are applied as they come; a smooth page would never catch up.
  "*, *::before, *::after { scroll-behavior: auto !important }",
  CANVAS_RULE,
  ".rr-block { background: #d4d4d4 !important; border-radius: 4px }",
  `[${BOX_LABEL}] { min-height: 32px; padding: 8px 12px; border: 1px dashed #737373; border-radius: 6px; color: #525252; background: #f5f5f5; font: 13px/1.4 system-ui, sans-serif }`,
  `[${BOX_LABEL}]::before { content: attr(${BOX_LABEL}) }`,
];

export class Player {
  readonly #replayer: Replayer;
  readonly #inside: Inside;
  readonly #guard: MutationObserver;
  #played = 0;
  #refused = false;

  /** `root` gets the replay frame. `now` is a monotone clock in milliseconds; `isHidden` says whether nobody looks. */
  constructor(
    root: HTMLElement,
    private readonly events: PlayerEvents,
    private readonly now: () => number,
    private readonly isHidden: () => boolean,
  ) {
    this.#replayer = new Replayer([], {
      root,
      liveMode: true,
      useVirtualDom: false,
      pauseAnimation: false,
      mouseTail: false,
      triggerFocus: false,
      showDebug: false,
      insertStyleRules: RULES,
      logger: { log: () => {}, warn: (...words: unknown[]) => this.#warned(words) },
    });
    this.#inside = this.#replayer as unknown as Inside;
    this.#replayer.on("resize", (size) => this.events.resized(size as { width: number; height: number }));
    this.#replayer.startLive(1);
    this.#replayer.disableInteract();
    const frame = this.#replayer.iframe;
    frame.tabIndex = -1;
    frame.title = say("viewer-read-copy");
    this.#guard = new MutationObserver(() => this.#isInert());
    this.#guard.observe(frame, { attributes: true, attributeFilter: ["sandbox"] });
    this.#isInert();
  }

  /** The frame that shows the page. */
  get frame(): HTMLIFrameElement {
    return this.#replayer.iframe;
  }

  /** The replayed node of a number, and the number of a node (0 if it has none). */
  nodeOf(id: number): Node | null {
    return this.#replayer.getMirror().getNode(id);
  }

  idOf(node: Node): number {
    return Math.max(0, this.#replayer.getMirror().getId(node as never));
  }

  /** Shows a new picture in place of what was there. Says whether that worked. */
  show(picture: Picture): boolean {
    if (!this.#isInert()) return false;
    const { href, width, height, node, offset } = picture;
    const meta = this.#stamped(META, { href, width, height });
    // rrweb counts media time from the first event of this list.
    this.#replayer.service.state.context.events.splice(0, Infinity, meta as never);
    this.#trim();
    const full = this.#stamped(FULL_SNAPSHOT, { node, initialOffset: offset });
    return this.#cast(meta) && this.#cast(full) && this.#settle(offset);
  }

  play(event: Exclude<CleanEvent, CleanCanvas | CleanPage>): void {
    if (!this.#isInert()) return;
    if (++this.#played % CACHE_EVENTS === 0) this.#trim();
    switch (event.source) {
      case 1:
      case 6:
      case 12:
        return this.#point(event);
      case 14:
        // rrweb adds what is selected and has nothing for a selection that ends
        if (event.ranges.length === 0) return void this.frame.contentDocument?.getSelection()?.removeAllRanges();
        return void this.#cast(this.#stamped(INCREMENTAL, event));
      case 3:
        return this.#scroll(event.id, event.x, event.y);
      default:
        if (event.source === 2 && event.type === TOUCH_START) this.#touch();
        this.#cast(this.#stamped(INCREMENTAL, event));
    }
  }

  /** Only the last place: the pointer glides there by a CSS transition, and while hidden nobody sees it. */
  #point(event: Extract<CleanEvent, { source: 1 | 6 | 12 }>): void {
    const last = event.positions.at(-1);
    if (!last || this.isHidden()) return;
    if (event.source === 6) this.#touch();
    this.#try(() => this.#inside.moveAndHover(last.x, last.y, last.id, true, event));
  }

  /** rrweb scrolls smoothly, which takes 0.7 s and never ends while the customer keeps scrolling. */
  #scroll(id: number, left: number, top: number): void {
    const node = this.#replayer.getMirror().getNode(id);
    const target = node && "defaultView" in node ? (node as Document).defaultView : (node as Element | null);
    this.#try(() => target?.scrollTo?.({ left, top, behavior: "instant" }));
  }

  #settle({ left, top }: Picture["offset"]): boolean {
    return this.#try(() => this.#replayer.iframe.contentWindow?.scrollTo({ left, top, behavior: "instant" }));
  }

  #stamped(type: number, data: unknown): Event {
    return { type, data, timestamp: 1 + this.now() };
  }

  #cast(event: Event): boolean {
    const before = document.hasFocus() ? document.activeElement : null;
    const done = this.#try(() => this.#inside.getCastFn(event, false)());
    // who reads the page is in it
    if (before !== this.#replayer.iframe && document.activeElement === this.#replayer.iframe) this.#giveBack(before);
    return done;
  }

  /** A dialog that opens takes the focus, even from the desk around us: what the agent types must not land in the customer's page. */
  #giveBack(before: Element | null): void {
    this.#replayer.iframe.blur();
    if (before instanceof HTMLElement && before !== document.body) before.focus();
    else this.events.tookFocus();
  }

  #try(action: () => void): boolean {
    try {
      action();
      return true;
    } catch {
      this.events.failed();
      return false;
    }
  }

  /** rrweb catches what goes wrong in a mutation and only warns. */
  #warned(words: readonly unknown[]): void {
    if (words.some((word) => typeof word === "string" && word.startsWith("Exception in mutation"))) this.events.failed();
  }

  #trim(): void {
    this.#replayer.resetCache();
  }

  #touch(): void {
    this.#replayer.wrapper.querySelector(".replayer-mouse")?.classList.add("touch-device");
  }

  /** The frame shares our origin, so with scripts allowed the customer's page would be us. */
  #isInert(): boolean {
    if (this.#refused) return false;
    if (isInert(this.#replayer.iframe.getAttribute("sandbox"))) return true;
    this.#refused = true;
    this.#guard.disconnect();
    this.#replayer.wrapper.remove();
    this.events.refused();
    return false;
  }
}

/** Whether a frame with this `sandbox` attribute is exactly what rrweb makes it: same origin, nothing else. */
export function isInert(sandbox: string | null): boolean {
  return sandbox !== null && sandbox.trim().toLowerCase() === "allow-same-origin";
}
