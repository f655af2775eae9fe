/** The desk's half of drawing: which tool and colour the agent has, as the tool bar shows it. The viewer draws. */

import { colourOf, PALETTE } from "../shared/drawing/palette";
import type { Control } from "../shared/frame";
import type { FromViewer, ToolName } from "../shared/viewer-port";
import type { State } from "./state";
import type { DeskTool, ToolContext } from "./tools";
import { say } from "../words/say";

const KEYS: { readonly [key: string]: ToolName | "undo" | "redo" | "clear" | "colour" } = {
  h: "none", o: "point", p: "pen", v: "vanishing", r: "rectangle", e: "eraser", c: "colour", z: "undo", y: "redo", x: "clear",
};

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

export function drawingTool(context: ToolContext): DeskTool {
  return new Drawing(context);
}

class Drawing implements DeskTool {
  #tool: ToolName = "none";
  #colour: string = PALETTE[0][0];
  #me = "";
  #isAllowed = false;
  #isLive = false;

  constructor(private readonly context: ToolContext) {
    byId("draw-tools").addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      const { tool, colour } = button?.dataset ?? {};
      // a click without a count comes from a key
      if (tool) this.#take(tool as ToolName, event.detail === 0);
      else if (colour) this.#press(colour);
      else if (button && button.getAttribute("aria-disabled") !== "true") this.#sketch(button.id as "undo" | "redo" | "clear");
    });
  }

  heard(message: Control): void {
    if (message.type === "welcome") this.#welcomed(message);
    if (message.type === "abilities") this.#allow(message.agentAnnotation === true);
    if (message.type === "refused" && message.what === "draw" && message.reason === "full") this.context.note(say("desk-draw-full"));
  }

  changed(state: State): void {
    const isLive = state.phase === "live";
    if (isLive === this.#isLive) return;
    this.#isLive = isLive;
    this.#draw();
    this.#tell(false);
  }

  viewed(message: FromViewer): void {
    if (message.type === "ready") this.#tell(false);
    if (message.type === "put_away") this.#putAway(message.focus);
    if (message.type !== "sketch") return;
    for (const name of ["undo", "redo", "clear"] as const) byId(name).setAttribute("aria-disabled", String(!message[name]));
  }

  pressed(event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">): boolean {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    const does = isUndo ? (event.shiftKey ? "redo" : "undo") : event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key.toLowerCase()];
    if (!does || !this.#isAllowed || !this.#isLive) return false;
    if (does === "colour") this.#paint(this.#nextColour());
    else if (does === "undo" || does === "redo" || does === "clear") this.#sketch(does);
    else this.#take(does, true);
    return true;
  }

  #welcomed({ userId }: Control): void {
    const me = typeof userId === "string" ? userId : "";
    if (this.#me === me) return;
    this.#me = me;
    this.#paint(colourOf(me));
  }

  #allow(isAllowed: boolean): void {
    this.#isAllowed = isAllowed;
    if (!isAllowed) this.#take("none", false);
    this.#draw();
  }

  #take(tool: ToolName, byKey: boolean): void {
    const isNews = this.#tool !== tool;
    this.#tool = tool;
    this.#draw();
    this.#tell(byKey && tool !== "none");
    if (byKey && tool !== "none") this.context.focusPicture();
    if (isNews && this.#isLive) this.context.announce(say(`desk-draw-${tool}`));
  }

  #putAway(focus: boolean): void {
    const before = this.#tool;
    this.#take("none", false);
    if (focus) byId(`tool-${before}`).focus();
  }

  /** Where there is room for one colour only, it gives the next. */
  #press(colour: string): void {
    const shown = Array.from(byId("colours").querySelectorAll("button")).filter((one) => one.checkVisibility());
    this.#paint(shown.length === 1 ? this.#nextColour() : colour);
    byId("colours").querySelector<HTMLElement>("[aria-checked=true]")?.focus();
  }

  #paint(colour: string): void {
    this.#colour = colour;
    this.#draw();
    this.#tell(false);
    const [, name] = PALETTE.find(([one]) => one === colour) ?? [];
    if (name && this.#isLive) this.context.announce(say(`desk-${name.toLowerCase() as Lowercase<typeof name>}`));
  }

  #nextColour(): string {
    const at = PALETTE.findIndex(([one]) => one === this.#colour);
    return PALETTE[(at + 1) % PALETTE.length]![0];
  }

  #sketch(to: "undo" | "redo" | "clear"): void {
    this.context.tell({ type: "sketch", to });
  }

  #tell(focus: boolean): void {
    // without a page there is nothing to draw on; with the next one the tool is in the hand again
    this.context.tell({ type: "tool", tool: this.#isLive ? this.#tool : "none", colour: this.#colour, me: this.#me, focus });
  }

  #draw(): void {
    const group = byId("draw-tools");
    group.hidden = !(this.#isAllowed && this.#isLive);
    byId("draw-off").hidden = this.#isAllowed || !this.#isLive;
    for (const button of group.querySelectorAll<HTMLElement>("[data-tool]")) button.setAttribute("aria-pressed", String(button.dataset.tool === this.#tool));
    for (const button of group.querySelectorAll<HTMLElement>("[data-colour]")) button.setAttribute("aria-checked", String(button.dataset.colour === this.#colour));
  }
}
