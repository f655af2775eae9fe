/** While this agent has control: wheel, keys and a finger on the picture scroll the customer's page instead of the agent's view. */

import { elementAt, type Ground, parentOf } from "../shared/drawing/ground";
import type { Control } from "../shared/frame";
import { Pace } from "./pace";
import type { ViewerContext, ViewerTool } from "./tools";

/** CSS pixels of a line, for mice that count in lines and for an arrow key, as browsers have it. */
const LINE = 40;
/** Part of the viewport that a page key moves by. */
const PAGE = 0.875;
/** A pause of so many milliseconds, or a move of so many pixels, begins a new scroll: the element under the pointer is looked up again. */
const PAUSE = 250;
const MOVE = 8;

export function steerTool(context: ViewerContext): ViewerTool {
  const steering = new Steering(context);
  return {
    heard: ({ type, controller }) => {
      if (type === "assist") steering.take(grantOf(controller));
      if (type === "customer_lost") steering.take(null);
    },
    restarted: () => steering.take(null),
  };
}

class Steering {
  readonly #pace = new Pace();
  readonly #ground: Ground;
  #grant: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the scroll under way began, and what lies there. */
  #aim = { x: -MOVE, y: -MOVE, at: -PAUSE, node: 0 };
  /** Where the pointer was last seen over the picture, for the keys. */
  #pointer: { readonly x: number; readonly y: number } | null = null;
  #finger: { readonly id: number; readonly x: number; readonly y: number } | null = null;

  constructor(private readonly context: ViewerContext) {
    const { room, frame, nodeOf, idOf } = context;
    this.#ground = { document: () => frame.contentDocument, nodeOf, idOf };
    room.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    room.addEventListener("pointermove", (event) => this.#moved(event));
    room.addEventListener("pointerleave", () => (this.#pointer = null));
    room.addEventListener("pointerdown", (event) => this.#touched(event));
    room.addEventListener("pointerup", () => (this.#finger = null));
    room.addEventListener("pointercancel", () => (this.#finger = null));
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Control with this grant, or none. */
  take(grant: string | null): void {
    if (grant === this.#grant) return;
    this.#grant = grant;
    this.#pace.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#finger = null;
    this.context.room.classList.toggle("steering", grant !== null);
  }

  #wheel(event: WheelEvent): void {
    // with the control key it is the browser's zoom
    if (this.#grant === null || event.ctrlKey) return;
    event.preventDefault();
    const unit = [1, LINE, this.context.frame.clientHeight * PAGE][event.deltaMode] ?? 1;
    this.#scroll(event.clientX, event.clientY, event.deltaX * unit, event.deltaY * unit);
  }

  #touched(event: PointerEvent): void {
    // with a drawing tool in the hand a finger draws
    if (this.#grant === null || event.pointerType === "mouse" || this.context.layer.classList.contains("drawing")) return;
    this.context.room.setPointerCapture(event.pointerId);
    this.#finger = { id: event.pointerId, x: event.clientX, y: event.clientY };
    this.#aim.at = -PAUSE;
  }

  #moved(event: PointerEvent): void {
    const { clientX: x, clientY: y } = event;
    this.#pointer = { x, y };
    const finger = this.#finger;
    if (!finger || finger.id !== event.pointerId) return;
    this.#finger = { ...finger, x, y };
    // the page stays under the finger, so the place that was touched is what scrolls
    const scale = this.context.scale();
    this.#send(this.#aimed(finger.x, finger.y, true), (finger.x - x) / scale, (finger.y - y) / scale);
  }

  #key(event: KeyboardEvent): void {
    if (this.#grant === null || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { frame } = this.context;
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    const page = frame.clientHeight * PAGE;
    // to the ends goes the page, not what happens to be in the middle of it, and a little further than the picture knows
    const ends = { Home: -root.scrollTop - page, End: root.scrollHeight - root.scrollTop } as const;
    const steps = { ArrowDown: [0, LINE], ArrowUp: [0, -LINE], ArrowRight: [LINE, 0], ArrowLeft: [-LINE, 0], PageDown: [0, page], PageUp: [0, -page] } as const;
    const end = ends[event.key as "Home"] as number | undefined;
    const step = steps[event.key as "PageUp"] as readonly [number, number] | undefined;
    if (end === undefined && !step) return;
    event.preventDefault();
    if (end !== undefined) return this.#send(this.context.idOf(root), 0, end);
    const [dx, dy] = step ?? [0, 0];
    const rect = frame.getBoundingClientRect();
    const { x, y } = this.#pointer ?? { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 };
    this.#scroll(x, y, dx, dy);
  }

  #scroll(x: number, y: number, dx: number, dy: number): void {
    this.#send(this.#aimed(x, y, false), dx, dy);
  }

  /** The number of what lies at this place of the screen. Within one scroll it stays the same: the page moves under the pointer. */
  #aimed(x: number, y: number, follows: boolean): number {
    const now = performance.now();
    const aim = this.#aim;
    const isNew = now - aim.at > PAUSE || (!follows && Math.hypot(x - aim.x, y - aim.y) > MOVE) || !this.context.nodeOf(aim.node)?.isConnected;
    this.#aim = isNew ? { x, y, at: now, node: this.#nodeAt(x, y) } : { ...aim, at: now };
    return this.#aim.node;
  }

  #nodeAt(x: number, y: number): number {
    const { frame, idOf, scale } = this.context;
    const { left, top } = frame.getBoundingClientRect();
    let found = elementAt(this.#ground, (x - left) / scale(), (y - top) / scale());
    while (found && idOf(found) === 0) found = parentOf(found);
    return idOf(found ?? frame.contentDocument?.documentElement ?? frame);
  }

  #send(node: number, dx: number, dy: number): void {
    this.#pace.add(node, dx, dy);
    const wait = this.#pace.wait(performance.now());
    if (wait !== null && this.#timer === undefined) this.#timer = setTimeout(() => this.#flush(), wait);
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#grant === null) return;
    const scroll = this.#pace.take(performance.now());
    if (scroll) this.context.send({ type: "scroll", grantId: this.#grant, ...scroll });
    // what is left, be it of a long way or because a timer came early
    const wait = this.#pace.wait(performance.now());
    if (wait !== null) this.#timer = setTimeout(() => this.#flush(), wait);
  }
}

/** Only the controller's own desk is told the grant. */
function grantOf(controller: Control["controller"]): string | null {
  const { grantId } = (controller ?? {}) as { grantId?: unknown };
  return typeof grantId === "string" ? grantId : null;
}
