/** Drawing and pointing on the replayed page: shows everybody's, and catches what the agent's hand does. */

import { Hand } from "../shared/drawing/hand";
import { Pad } from "../shared/drawing/pad";
import { PALETTE } from "../shared/drawing/palette";
import { Sketch } from "../shared/drawing/sketch";
import { OVERLAY_STYLES } from "../shared/drawing/styles";
import type { Ground } from "../shared/drawing/ground";
import type { Point } from "../shared/drawing/strokes";
import type { ToViewer, ToolName } from "../shared/viewer-port";
import { PointerTeller } from "./pointer-teller";
import { Ring } from "./ring";
import type { ViewerContext, ViewerTool } from "./tools";
import { say } from "../words/say";

export function annotationTool(context: ViewerContext): ViewerTool {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(OVERLAY_STYLES);
  document.adoptedStyleSheets.push(sheet);
  return new Annotation(context);
}

class Annotation implements ViewerTool {
  readonly #sketch: Sketch;
  readonly #hand: Hand;
  readonly #ring: Ring;
  readonly #pad: Pad;
  readonly #pointer: PointerTeller;
  #tool: ToolName = "none";
  #isAllowed = false;
  #told = "";
  /** We have drawn what the others do not have. */
  #isAhead = false;

  constructor(private readonly context: ViewerContext) {
    const { layer, frame, nodeOf, idOf, send } = context;
    const ground: Ground = { document: () => frame.contentDocument, nodeOf, idOf };
    this.#sketch = new Sketch({ ground, layer, send, changed: () => this.#report() });
    this.#hand = new Hand(this.#sketch, ground, PALETTE[0][0]);
    this.#ring = new Ring(this.#sketch, ground, send);
    this.#pad = new Pad(layer, this.#user());
    this.#pointer = new PointerTeller(ground, send, (run, ms) => setTimeout(run, ms));
    const room = layer.closest("#room") ?? document.body;
    room.addEventListener("pointermove", (event) => this.#point(this.#pad.place(event as PointerEvent)));
    room.addEventListener("pointerleave", () => this.#pointer.gone());
    // the desk's word and the focus come in either order
    window.addEventListener("focus", () => this.#tool !== "none" && layer.focus({ preventScroll: true }));
  }

  heard(message: Parameters<NonNullable<ViewerTool["heard"]>>[0]): void {
    switch (message.type) {
      case "abilities":
        this.#isAllowed = message.agentAnnotation === true;
        break;
      case "customer_lost":
        this.#pointer.forget();
        break;
      case "customer_back":
        // what there is comes with a new connection
        if (this.#isAhead) this.context.tell({ type: "resync" });
        break;
      case "refused":
        if (message.what !== "draw") break;
        if (message.reason === "full") this.#sketch.full();
        if (message.reason === "no_customer") this.#isAhead = true;
        break;
      default:
        this.#sketch.heard(message);
    }
  }

  told(message: ToViewer): void {
    if (message.type === "tool") this.#take(message);
    // one hand, one thing: who picks an element, or reads, does not draw
    if ((message.type === "pick" || message.type === "read") && message.on && this.#tool !== "none") this.context.tell({ type: "put_away", focus: false });
    if (message.type !== "sketch") return;
    this.#hand.up();
    if (message.to === "undo") this.#sketch.undo();
    else if (message.to === "redo") this.#sketch.redo();
    else this.#clear();
  }

  restarted(): void {
    this.#isAhead = false;
    this.#hand.up();
    this.#ring.forget();
    this.#pointer.forget();
    this.#sketch.restart();
  }

  played(): void {
    this.#sketch.overlay.refresh();
  }

  #take({ tool, colour, me, focus }: Extract<ToViewer, { type: "tool" }>): void {
    const { layer } = this.context;
    this.#sketch.me = me;
    this.#hand.colour = colour;
    if (this.#tool !== tool) {
      this.#pad.reset();
      this.#hand.take(tool === "point" ? "none" : tool);
      this.#ring.preview(null);
      this.#tool = tool;
    }
    layer.classList.toggle("drawing", tool !== "none");
    // keys belong to the page that is read, unless they draw
    if (tool === "none") for (const name of ["role", "aria-label"]) layer.removeAttribute(name);
    else {
      layer.setAttribute("role", "application");
      layer.setAttribute("aria-label", say("viewer-draw-layer"));
    }
    layer.tabIndex = -1;
    if (tool === "none") layer.blur();
    else if (focus) layer.focus({ preventScroll: true });
  }

  /** Whoever sees a stroke grow needs no pointer. */
  #point(at: Point): void {
    if (this.#isAllowed && !this.#hand.isBusy) this.#pointer.at(at);
  }

  #clear(): void {
    this.#sketch.clear(true);
    this.#ring.put(null);
  }

  #report(): void {
    if (!this.#sketch) return;
    const clear = this.#sketch.within(true).length > 0 || this.#ring?.isPut === true;
    const message = { type: "sketch", undo: this.#sketch.canUndo, redo: this.#sketch.canRedo, clear } as const;
    if (this.#told === (this.#told = JSON.stringify(message))) return;
    this.context.tell(message);
  }

  /** The hand, or with the pointing tool the ring. */
  #user(): ConstructorParameters<typeof Pad>[1] {
    const [hand, ring] = [this.#hand, this.#ring];
    const isPointing = (): boolean => this.#tool === "point";
    return {
      get isBusy() {
        return hand.isBusy;
      },
      down: (at) => (isPointing() ? ring.place(at) : hand.down(at)),
      move: (at) => hand.move(at),
      up: () => hand.up(),
      cancel: () => hand.cancel(),
      leave: () => (isPointing() && ring.isPut ? ring.put(null) : this.context.tell({ type: "put_away", focus: true })),
      hover: (at) => {
        if (isPointing()) ring.preview(at);
        if (at) this.#point(at);
      },
      pressed: ({ key, shiftKey }) => {
        const at = isPointing() && key === "Tab" ? ring.next(shiftKey) : null;
        if (at) this.#pad.aim(at);
        return at !== null;
      },
    };
  }
}
