/** Reading by keys: the focus goes into the copy of the page and walks from piece to piece. Nothing of it reaches the customer (ADR 45). */

import { elementBox } from "../../shared/drawing/ground";
import { describe } from "../describe";
import { Inert } from "../inert";
import type { ViewerContext, ViewerTool } from "../tools";
import { HEADING, items, USABLE } from "./items";
import { Scrolls } from "./place";
import { say } from "../../words/say";

/** CSS pixels between an element and its ring. */
const MARGIN = 3;
/** Keys of the desk that work while reading, too. */
const DESK_KEYS = ["+", "-", "0"] as const;

export function readTool(context: ViewerContext): ViewerTool {
  return new Reader(context);
}

class Reader implements ViewerTool {
  readonly #ring = document.createElement("div");
  readonly #said = document.getElementById("said") as HTMLElement;
  readonly #scrolls = new Scrolls();
  readonly #inert: Inert;
  #isOn = false;
  #items: Element[] | null = null;
  #at: Element | null = null;
  /** The numbers of what is read and of all that is around it: after a new picture the same are other nodes. */
  #trail: number[] = [];
  #href = "";

  constructor(private readonly context: ViewerContext) {
    this.#ring.className = "read";
    this.#inert = new Inert((event) => this.#pressed(event), () => this.#say(say("viewer-read-refused")));
    // the desk's word and the focus come in either order
    window.addEventListener("focus", () => this.#isOn && setTimeout(() => this.#isOn && document.hasFocus() && this.#focus()));
    document.addEventListener("keydown", (event) => {
      if (this.#isOn && !event.ctrlKey && !event.metaKey && !event.altKey && this.#pressed(event)) event.preventDefault();
    }, true);
  }

  told(message: Parameters<NonNullable<ViewerTool["told"]>>[0]): void {
    if (message.type === "read" && message.on !== this.#isOn) message.on ? this.#begin() : this.#leave(false);
    const isTaken = (message.type === "tool" && message.tool !== "none") || (message.type === "pick" && message.on);
    if (isTaken && this.#isOn) this.#leave(false);
  }

  played(fresh: boolean): void {
    this.#items = null;
    this.#inert.guard(this.context.frame.contentDocument);
    if (!this.#isOn) return;
    if (fresh && this.#href !== this.context.href()) return this.#another();
    if (!this.#at?.isConnected) this.#at = this.#found();
    if (document.hasFocus()) this.#focus();
    this.#place();
  }

  #begin(): void {
    this.#isOn = true;
    this.#href = this.context.href();
    this.#go(this.#at?.isConnected ? this.#at : this.#firstInView());
  }

  #end(): void {
    this.#isOn = false;
    this.#ring.remove();
    this.#scrolls.putBack();
  }

  #leave(byKey: boolean): void {
    this.#end();
    this.context.tell({ type: "read_ended", focus: byKey });
  }

  #pressed(event: KeyboardEvent): boolean {
    if (!this.#isOn) return false;
    const { key, shiftKey } = event;
    const heading = key.toLowerCase() === "h";
    if (key === "Escape") this.#leave(true);
    else if (key === "Tab") this.#step(shiftKey ? -1 : 1, USABLE);
    else if (key === "ArrowDown" || key === "ArrowRight") this.#step(1);
    else if (key === "ArrowUp" || key === "ArrowLeft") this.#step(-1);
    else if (heading) this.#step(shiftKey ? -1 : 1, HEADING);
    else if (key === "Home") this.#go(this.#all()[0]);
    else if (key === "End") this.#go(this.#all().at(-1));
    else return (DESK_KEYS as readonly string[]).includes(key) && this.#pass(key as "+");
    return true;
  }

  #pass(key: "+" | "-" | "0"): boolean {
    this.context.tell({ type: "key", key });
    return true;
  }

  #step(way: 1 | -1, wanted = "*"): void {
    const all = this.#all();
    const from = this.#at ? all.indexOf(this.#at) : -1;
    for (let at = from < 0 && way < 0 ? all.length - 1 : from + way; at >= 0 && at < all.length; at += way) if (all[at]?.matches(wanted)) return this.#go(all[at]);
    this.#say(way > 0 ? say("viewer-read-end") : say("viewer-read-start"));
  }

  #go(element: Element | undefined): void {
    this.#at = element ?? null;
    if (!element) return;
    this.#trail = [];
    for (let one: Node | null = element; one; one = one.parentNode ?? (one as Partial<ShadowRoot>).host ?? null) this.#trail.push(this.context.idOf(one));
    this.#said.textContent = "";
    this.#scrolls.reveal(element);
    this.#focus();
    this.#place();
  }

  #focus(): void {
    const element = this.#at as HTMLElement | null;
    if (!element?.isConnected || isFocused(element)) return;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({ preventScroll: true });
    if (isFocused(element)) return;
    // what is disabled takes no focus
    const { name, label } = describe(element, 1);
    this.#say(`${name} ${label}, ${say("viewer-read-unavailable")}`);
  }

  /** The nearest that is left of where the agent was. */
  #found(): Element | null {
    const known = this.#trail.map((id) => (id > 0 ? this.context.nodeOf(id) : null)).find((node) => node?.isConnected && node.nodeType === 1) as Element | undefined;
    const all = this.#all();
    return all.find((one) => one === known || known?.contains(one)) ?? all[0] ?? null;
  }

  #another(): void {
    this.#href = this.context.href();
    this.#say(say("viewer-read-other"));
    this.#at = this.#all()[0] ?? null;
    if (document.hasFocus()) this.#focus();
    this.#place();
  }

  #firstInView(): Element | undefined {
    const { frame } = this.context;
    const page = frame.contentDocument;
    return this.#all().find((one) => {
      const box = page && elementBox(one, page);
      return box && box.top + box.height > 0 && box.top < frame.clientHeight;
    }) ?? this.#all()[0];
  }

  #all(): Element[] {
    return (this.#items ??= items(this.context.frame.contentDocument));
  }

  #place(): void {
    const page = this.context.frame.contentDocument;
    const box = this.#at && page && elementBox(this.#at, page);
    if (!box) return this.#ring.remove();
    const { style } = this.#ring;
    style.left = `${box.left - MARGIN}px`;
    style.top = `${box.top - MARGIN}px`;
    style.width = `${box.width + 2 * MARGIN}px`;
    style.height = `${box.height + 2 * MARGIN}px`;
    // the layer is scaled with the page, the lines are not
    style.setProperty("--line", `${3 / this.context.scale()}px`);
    this.context.layer.append(this.#ring);
  }

  #say(text: string): void {
    this.#said.textContent = "";
    setTimeout(() => (this.#said.textContent = text), 50);
  }
}

function isFocused(element: Element): boolean {
  return (element.getRootNode() as Document | ShadowRoot).activeElement === element && element.ownerDocument.hasFocus();
}
