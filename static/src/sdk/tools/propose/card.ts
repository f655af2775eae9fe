/** What the customer sees of a proposal: a ring around the element and a card that asks. Both follow the page until the answer. */

import { type Box, elementBox } from "../../../shared/drawing/ground";
import { button, make } from "../../ui/elements";
import type { UiHost } from "../../ui/host";
import { isElement } from "../tree";
import { armedButton } from "../ui/arming";
import { words } from "../words";
import { shownPart } from "./facts";

export interface CardText {
  readonly agent: string;
  readonly title: string;
  /** What would be entered or chosen, to the letter; empty for a press. */
  readonly value: string;
  /** Says how many more proposals wait. */
  readonly more: string;
}

export interface CardEvents {
  readonly onAnswer: (yes: boolean) => void;
  /** What the proposal is about is gone, or never came into view. */
  readonly onGone: () => void;
  /** Whether it can still be done. */
  readonly isPossible: () => boolean;
}

/** How often it is looked whether the element is still there, milliseconds. */
const LOOK_EVERY = 250;
/** How long a page may take to bring the element into view, milliseconds. */
const PATIENCE = 3_000;
/** Whoever types is not interrupted before a pause of this length, milliseconds. */
const TYPING_PAUSE = 1_000;
/** Between the element and its ring, and between the ring and the card, CSS pixels. */
const GAP = 6;
const CLEAR = 16;

export class Card {
  private readonly ring: HTMLElement;
  private readonly panel: HTMLElement;
  private readonly yes: ReturnType<typeof armedButton>;
  private readonly before = deepActive();
  private readonly opened = performance.now();
  private readonly timer: ReturnType<typeof setInterval>;
  private frame = 0;
  private wasSeen = false;
  /** Where the element was at the last look; `null` once the card does not move the page any more. */
  private lastTop: number | null = NaN;
  private focusTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: UiHost,
    private readonly element: Element,
    text: CardText,
    private readonly events: CardEvents,
  ) {
    const { onAnswer } = events;
    this.ring = make("div", { class: "aim", "aria-hidden": "true" }, make("b", { text: words.propose.ring(text.agent) }));
    this.yes = armedButton({ class: "allow", text: words.propose.yes }, host.root, () => onAnswer(true), () => this.isInView(), () => this.bringIntoView());
    this.panel = this.build(text);
    this.panel.addEventListener("keydown", (event) => this.key(event));
    host.add(this.ring);
    host.add(this.panel);
    this.timer = setInterval(() => this.look(), LOOK_EVERY);
    if (!this.isInView()) this.bringIntoView();
    this.follow();
    window.addEventListener("keydown", this.takeFocusLater, true);
    if (isTyping(this.before)) this.takeFocusLater();
    else this.takeFocus();
  }

  /** @param restores whether the focus goes back to where the customer was */
  close(restores: boolean): void {
    const hadFocus = this.host.root.activeElement !== null && this.panel.contains(this.host.root.activeElement);
    this.yes.release();
    clearInterval(this.timer);
    cancelAnimationFrame(this.frame);
    this.keepFocus();
    this.host.remove(this.ring);
    this.host.remove(this.panel);
    if (restores && hadFocus && this.before?.isConnected) (this.before as HTMLElement).focus?.({ preventScroll: true });
  }

  private build({ title, value, more }: CardText): HTMLElement {
    const { note, no } = words.propose;
    const parts: Node[] = [make("h2", { id: "proposal-title", text: title })];
    if (value) parts.push(make("blockquote", { text: value, tabindex: "0" }));
    parts.push(make("p", { id: "proposal-note", text: more ? `${note} ${more}` : note }));
    parts.push(make("div", { class: "buttons" }, this.yes.element, button({ class: "decline", text: no }, () => this.events.onAnswer(false))));
    return make("div", { class: "card", role: "alertdialog", "aria-labelledby": "proposal-title", "aria-describedby": "proposal-note", tabindex: "-1" }, ...parts);
  }

  /** The card lies below, or above where it would cover the element. */
  private readonly follow = (): void => {
    this.frame = requestAnimationFrame(this.follow);
    const box = this.box();
    this.ring.hidden = !box;
    if (!box) return;
    const { left, top, width, height } = box;
    const { style } = this.ring;
    style.setProperty("transform", `translate(${left - GAP}px, ${top - GAP}px)`);
    style.setProperty("width", `${width + 2 * GAP}px`);
    style.setProperty("height", `${height + 2 * GAP}px`);
    this.ring.classList.toggle("under", top < 40);
    this.panel.classList.toggle("high", top + height / 2 > window.innerHeight / 2);
  };

  private look(): void {
    this.wasSeen = this.wasSeen || this.isInView();
    if (this.wasSeen) this.uncover();
    if (!this.events.isPossible() || (!this.wasSeen && performance.now() - this.opened > PATIENCE)) this.events.onGone();
  }

  /** On a small screen the card may cover what it is about: then the page moves once more, when it has come to rest. */
  private uncover(): void {
    const box = this.lastTop === null ? null : this.box();
    if (!box) return;
    const { top, height } = box;
    const isAtRest = top === this.lastTop;
    this.lastTop = isAtRest ? null : top;
    const card = this.panel.getBoundingClientRect();
    const isLow = !this.panel.classList.contains("high");
    const covered = isLow ? top + height + CLEAR - card.top : card.bottom - top + CLEAR;
    if (isAtRest && covered > 0) window.scrollBy({ top: isLow ? covered : -covered, behavior: motion() });
  }

  private isInView(): boolean {
    const box = this.box();
    if (!box) return false;
    const { left, top, width, height } = box;
    return left + width > 0 && top + height > 0 && left < window.innerWidth && top < window.innerHeight;
  }

  private box(): Box | null {
    const target = shownPart(this.element);
    return target && elementBox(target, document);
  }

  private bringIntoView(): void {
    this.lastTop = NaN;
    shownPart(this.element)?.scrollIntoView({ block: "center", inline: "nearest", behavior: motion() });
  }

  /** On the card itself, so that no key that was on its way answers; read out with its title. */
  private takeFocus(): void {
    this.keepFocus();
    this.panel.focus({ preventScroll: true });
  }

  private readonly takeFocusLater = (): void => {
    if (!isTyping(deepActive())) return;
    clearTimeout(this.focusTimer);
    this.focusTimer = setTimeout(() => this.takeFocus(), TYPING_PAUSE);
  };

  private keepFocus(): void {
    clearTimeout(this.focusTimer);
    window.removeEventListener("keydown", this.takeFocusLater, true);
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== "Escape" || !event.isTrusted) return;
    event.preventDefault();
    this.events.onAnswer(false);
  }
}

function motion(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

function deepActive(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

function isTyping(active: Element | null): boolean {
  return isElement(active) && ((active as HTMLElement).isContentEditable || active.matches("input, textarea, select"));
}
