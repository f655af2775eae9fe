/**
 * "Show what they see": covers everything masked on the customer's own page with what agents have in its place. The
 * page's elements are not touched; the covers lie above it, let every press through, and follow as it scrolls and changes.
 */

import { make } from "../../ui/elements";
import type { UiHost } from "../../ui/host";
import { type Area, areasOf, findMasked, type Masked, type View, wordOf } from "./covers";
import { PREVIEW_STYLES } from "./styles";
import { words } from "./words";

/** Covers on one screen. */
const MOST_COVERS = 1_500;
/** How often to look without being told: animations and media move things silently. Milliseconds. */
const LOOK_EVERY = 500;
const MOVES = ["scroll", "resize", "input", "transitionend", "load"];

export interface Preview {
  readonly isOn: boolean;
  toggle(): void;
  stop(): void;
}

/**
 * @param view the masks as they are now; `null` when nothing is shared
 * @param onToggle hears that the preview came or went, also by Escape
 */
export function createPreview(host: UiHost, view: () => View | null, onToggle: (isOn: boolean) => void): Preview {
  return new PagePreview(host, view, onToggle);
}

class PagePreview implements Preview {
  private readonly layer = make("div", { class: "covers", "aria-hidden": "true" });
  private readonly note = make("p", { class: "preview-note", role: "status" });
  private readonly pool: HTMLElement[] = [];
  private readonly watch = new MutationObserver(() => this.changed());
  private readonly watched = new Set<Node>();
  private masked: Masked[] = [];
  private isStale = true;
  private frame = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly host: UiHost,
    private readonly view: () => View | null,
    private readonly onToggle: (isOn: boolean) => void,
  ) {
    host.dress(PREVIEW_STYLES);
  }

  get isOn(): boolean {
    return this.timer !== undefined;
  }

  toggle(): void {
    if (this.isOn) this.stop();
    else if (this.view()) this.show();
  }

  stop(): void {
    if (!this.isOn) return;
    clearInterval(this.timer);
    this.timer = undefined;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.watch.disconnect();
    this.watched.clear();
    this.masked = [];
    for (const name of MOVES) removeEventListener(name, this.moved, true);
    removeEventListener("keydown", this.key, true);
    for (const cover of this.pool.splice(0)) cover.remove();
    this.host.remove(this.layer);
    this.host.remove(this.note);
    this.onToggle(false);
  }

  private show(): void {
    this.timer = setInterval(this.moved, LOOK_EVERY);
    for (const name of MOVES) addEventListener(name, this.moved, { capture: true, passive: true });
    addEventListener("keydown", this.key, true);
    this.isStale = true;
    this.host.add(this.layer);
    this.host.add(this.note);
    this.draw();
    // a text that is there from the start is not announced
    requestAnimationFrame(() => (this.note.textContent = words.note(this.masked.length)));
    this.onToggle(true);
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    this.stop();
  };

  private changed(): void {
    this.isStale = true;
    this.moved();
  }

  /** Once a frame is as often as anything is seen. */
  private readonly moved = (): void => {
    if (!this.isOn || this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  };

  private draw(): void {
    if (this.isStale) this.find();
    const clips = new Map<Element, Area>();
    let used = 0;
    for (const masked of this.masked) {
      if (used >= MOST_COVERS) break;
      areasOf(masked, clips).forEach((area, line) => this.cover(used++, area, masked.looks, line === 0 ? wordOf(masked) : ""));
    }
    for (const spare of this.pool.slice(used)) spare.hidden = true;
  }

  private find(): void {
    const view = this.view();
    if (!view) return this.stop();
    this.isStale = false;
    this.masked = findMasked(document, view, this.host.element, (root) => this.follow(root));
  }

  private follow(root: Node): void {
    if (this.watched.has(root)) return;
    this.watched.add(root);
    this.watch.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  }

  private cover(index: number, { left, top, right, bottom }: Area, looks: string, word: string): void {
    const cover = (this.pool[index] ??= this.layer.appendChild(make("i")));
    cover.hidden = false;
    if (cover.className !== looks) cover.className = looks;
    if (cover.textContent !== word) cover.textContent = word;
    const { style } = cover;
    style.width = `${right - left}px`;
    style.height = `${bottom - top}px`;
    style.transform = `translate(${left}px, ${top}px)`;
    style.fontSize = `${Math.min(18, Math.max(7, (bottom - top) * 0.72))}px`;
    style.lineHeight = style.height;
  }
}
