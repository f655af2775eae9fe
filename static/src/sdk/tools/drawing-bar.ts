/** The customer's own buttons: to draw, where the page allows it, and in any case to take everything away again. */

import type { Hand, HandTool } from "../../shared/drawing/hand";
import { Pad } from "../../shared/drawing/pad";
import { PALETTE } from "../../shared/drawing/palette";
import type { Sketch } from "../../shared/drawing/sketch";
import { Toolbar } from "../../shared/toolbar";
import { button, make } from "../ui/elements";
import type { UiHost } from "../ui/host";
import { ICONS, icon } from "./drawing-icons";
import { words } from "./drawing-words";

const TOOLS = ["pen", "vanishing", "rectangle", "eraser"] as const;

export class DrawingBar {
  private readonly corner = make("div", { class: "draw-corner" });
  private readonly opener = button({ class: "draw-open", "aria-label": words.open, title: words.open }, () => this.toggle(true));
  private readonly wiper = button({ class: "draw-wipe", text: words.clearAll }, () => this.sketch.clear(false));
  private readonly pad: HTMLElement;
  private readonly surface: Pad;
  private readonly status = make("p", { class: "draw-status", role: "status" });
  private bar: HTMLElement | null = null;
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private isAllowed = false;
  private isOpen = false;

  constructor(
    private readonly host: UiHost,
    private readonly sketch: Sketch,
    private readonly hand: Hand,
    private readonly mayDraw: boolean,
  ) {
    this.opener.append(icon(ICONS.pen));
    this.corner.append(this.wiper, this.opener);
    this.pad = make("div", { class: "draw-pad", tabindex: "-1", role: "application", "aria-label": words.pad });
    this.surface = new Pad(this.pad, {
      get isBusy() {
        return hand.isBusy;
      },
      down: (at) => hand.down(at),
      move: (at) => hand.move(at),
      up: () => hand.up(),
      cancel: () => hand.cancel(),
      leave: () => this.leave(),
    });
    this.pad.addEventListener("keydown", (event) => this.key(event));
  }

  /** Whether there is somebody to draw for. */
  allow(isAllowed: boolean): void {
    this.isAllowed = isAllowed;
    if (!isAllowed) this.toggle(false);
    this.refresh();
  }

  refresh(): void {
    const canClear = this.sketch.within(false).length > 0;
    this.wiper.hidden = !canClear;
    this.opener.hidden = !(this.isAllowed && this.mayDraw);
    show(this.host, this.corner, !this.isOpen && !(this.wiper.hidden && this.opener.hidden));
    if (!this.bar) return;
    const { tool, colour } = this.hand;
    for (const one of TOOLS) this.set(one, "aria-pressed", tool === one);
    for (const [one] of PALETTE) this.set(one, "aria-checked", colour === one);
    this.set("undo", "aria-disabled", !this.sketch.canUndo);
    this.set("redo", "aria-disabled", !this.sketch.canRedo);
    this.set("clearMine", "aria-disabled", this.sketch.within(true).length === 0);
    this.set("clearAll", "aria-disabled", !canClear);
  }

  stop(): void {
    this.isAllowed = false;
    this.toggle(false);
    this.host.remove(this.corner);
  }

  private toggle(isOpen: boolean): void {
    if (this.isOpen === isOpen) return;
    this.isOpen = isOpen;
    this.take("none");
    if (isOpen) this.bar ??= this.build();
    if (this.bar) show(this.host, this.bar, isOpen);
    this.refresh();
    const next = isOpen ? this.buttons.get("pen") : this.opener;
    if (this.isAllowed) next?.focus({ preventScroll: true });
  }

  private build(): HTMLElement {
    const tools = TOOLS.map((tool) => this.button(tool, () => this.take(this.hand.tool === tool ? "none" : tool), { "aria-pressed": "false" }));
    const colours = make("span", { class: "draw-colours", role: "radiogroup", "aria-label": words.colour }, ...PALETTE.map(([colour, name]) => this.swatch(colour, name)));
    const { sketch } = this;
    const bar = make(
      "div",
      { class: "draw-bar", role: "toolbar", "aria-label": words.open },
      ...tools,
      colours,
      this.button("undo", () => sketch.undo()),
      this.button("redo", () => sketch.redo()),
      this.button("clearMine", () => sketch.clear(true), { text: words.clearMine }),
      this.button("clearAll", () => sketch.clear(false), { text: words.clearAll }),
      this.button("close", () => this.toggle(false)),
      this.status,
    );
    bar.addEventListener("keydown", (event) => this.key(event));
    new Toolbar(bar);
    return bar;
  }

  private button(name: Exclude<keyof typeof words, "colourName">, press: () => void, props: { [attribute: string]: string } = {}): HTMLButtonElement {
    const path = (ICONS as { readonly [name: string]: string | undefined })[name];
    const label = words[name];
    const made = button({ ...(props["text"] ? {} : { "aria-label": label, title: label }), ...props }, press);
    if (path) made.append(icon(path));
    this.buttons.set(name, made);
    return made;
  }

  private swatch(colour: string, name: string): HTMLButtonElement {
    const made = button({ role: "radio", "aria-label": words.colourName(name), title: words.colourName(name) }, () => this.paint(colour));
    made.style.setProperty("--mark", colour);
    this.buttons.set(colour, made);
    return made;
  }

  private paint(colour: string): void {
    this.hand.colour = colour;
    this.refresh();
  }

  private take(tool: HandTool): void {
    this.surface.reset();
    this.hand.take(tool);
    show(this.host, this.pad, tool !== "none");
    this.status.textContent = tool === "none" ? "" : words[tool];
    // from the keyboard, the hand is on the page now; a mouse goes there by itself
    if (tool !== "none") this.pad.focus({ preventScroll: true });
    this.refresh();
  }

  /** Escape: first the tool goes, then the bar. */
  private leave(): void {
    const { tool } = this.hand;
    if (tool === "none") return this.toggle(false);
    this.take("none");
    this.buttons.get(tool)?.focus({ preventScroll: true });
  }

  /** Single keys, but only while the focus is here: the page's own are not ours. */
  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (!event.isTrusted || event.defaultPrevented || event.altKey) return;
    const name = event.ctrlKey || event.metaKey ? (event.key.toLowerCase() === "z" ? (event.shiftKey ? "redo" : "undo") : "") : KEYS[event.key.toLowerCase()];
    if (event.key === "Escape") this.leave();
    else if (name === "colour") this.paint(next(this.hand.colour));
    else if (name === "undo") this.sketch.undo();
    else if (name === "redo") this.sketch.redo();
    else if (name === "clear") this.sketch.clear(true);
    else if (name) this.take(name as HandTool);
    else return;
    event.preventDefault();
  }

  private set(name: string, attribute: string, value: boolean): void {
    this.buttons.get(name)?.setAttribute(attribute, String(value));
  }
}

const KEYS: { readonly [key: string]: string } = { p: "pen", v: "vanishing", r: "rectangle", e: "eraser", h: "none", c: "colour", z: "undo", y: "redo", x: "clear" };

function next(colour: string): string {
  const at = PALETTE.findIndex(([one]) => one === colour);
  return PALETTE[(at + 1) % PALETTE.length]![0];
}

function show(host: UiHost, part: HTMLElement, isShown: boolean): void {
  if (isShown === part.isConnected && isShown === (part.parentNode !== null)) return;
  if (isShown) host.add(part);
  else host.remove(part);
}
