/**
 * The surface that catches the hand while a tool is chosen: pointer events, and a crosshair for the keyboard.
 *
 * Keys: arrows move the crosshair (with Shift in big steps, with Alt in small ones), Space or Enter puts the pen down and up,
 * Escape cancels what was begun, and with nothing begun puts the tool away.
 */

import type { Point } from "./strokes";

/** What the pad does with the hand. */
export interface PadUser {
  readonly isBusy: boolean;
  down(at: Point): void;
  move(at: Point): void;
  up(): void;
  cancel(): void;
  /** Escape with nothing begun. */
  leave(): void;
  /** The hand only moves about; `null` when it is gone. */
  hover?(at: Point | null): void;
  /** A key that means nothing to the pad; true if it was for the user. */
  pressed?(event: KeyboardEvent): boolean;
}

/** How far an arrow key goes, CSS pixels of the customer's page. */
const STEPS = { plain: 10, shift: 50, alt: 1 };

const WAYS: { readonly [key: string]: Point } = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pad {
  private readonly crosshair = document.createElement("div");
  private at: Point | null = null;
  /** The pen is down by key. */
  private isHeld = false;

  /** `surface` covers the page, in the customer's CSS pixels, perhaps scaled. */
  constructor(
    private readonly surface: HTMLElement,
    private readonly user: PadUser,
  ) {
    this.crosshair.className = "crosshair";
    surface.addEventListener("pointerdown", (event) => this.down(event));
    surface.addEventListener("pointermove", (event) => this.move(event));
    surface.addEventListener("pointerup", () => this.isHeld || user.up());
    surface.addEventListener("pointercancel", () => this.isHeld || user.up());
    surface.addEventListener("pointerleave", () => user.hover?.(null));
    surface.addEventListener("keydown", (event) => this.key(event));
    surface.addEventListener("focus", () => this.aim(this.at ?? this.centre()));
    surface.addEventListener("blur", () => this.reset());
  }

  /** A place of an event on the screen, in the surface's own pixels. */
  place({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width } = this.surface.getBoundingClientRect();
    const scale = width / this.surface.offsetWidth || 1;
    return [(clientX - left) / scale, (clientY - top) / scale];
  }

  /** Moves the crosshair, within the page. */
  aim([x, y]: Point): void {
    const { offsetWidth, offsetHeight } = this.surface;
    this.at = [Math.max(0, Math.min(offsetWidth - 1, x)), Math.max(0, Math.min(offsetHeight - 1, y))];
    this.crosshair.style.transform = `translate(${this.at[0]}px,${this.at[1]}px)`;
    this.surface.append(this.crosshair);
    this.user.move(this.at);
    this.user.hover?.(this.at);
  }

  /** The tool is put away, or another one taken. */
  reset(): void {
    this.put(false);
    this.crosshair.remove();
  }

  private centre(): Point {
    return [this.surface.offsetWidth / 2, this.surface.offsetHeight / 2];
  }

  private down(event: PointerEvent): void {
    if (!event.isTrusted || !event.isPrimary || event.button !== 0) return;
    this.put(false);
    this.surface.setPointerCapture(event.pointerId);
    this.user.down(this.place(event));
  }

  private move(event: PointerEvent): void {
    if (!event.isTrusted || !event.isPrimary || this.isHeld) return;
    this.at = this.place(event);
    this.crosshair.remove();
    this.user.move(this.at);
    this.user.hover?.(this.at);
  }

  private key(event: KeyboardEvent): void {
    const way = WAYS[event.key];
    if (!event.isTrusted || event.ctrlKey || event.metaKey || !(way || this.isOurs(event))) return;
    event.preventDefault();
    event.stopPropagation();
    if (way) return this.step(way, event.shiftKey ? STEPS.shift : event.altKey ? STEPS.alt : STEPS.plain);
    if (event.key === "Escape") return this.escape();
    if ((event.key === " " || event.key === "Enter") && !event.repeat) this.put(!this.isHeld);
  }

  private isOurs(event: KeyboardEvent): boolean {
    return event.key === " " || event.key === "Enter" || event.key === "Escape" || this.user.pressed?.(event) === true;
  }

  private step([x, y]: Point, by: number): void {
    const [left, top] = this.at ?? this.centre();
    this.aim([left + x * by, top + y * by]);
  }

  /** Pen down or up by key. */
  private put(down: boolean): void {
    if (down) {
      const at = this.at ?? this.centre();
      this.aim(at);
      this.user.down(at);
    } else if (this.isHeld || this.user.isBusy) this.user.up();
    // what is done with the press alone needs no second one
    this.isHeld = down && this.user.isBusy;
  }

  private escape(): void {
    const wasBusy = this.user.isBusy;
    this.user.cancel();
    this.isHeld = false;
    if (!wasBusy) this.user.leave();
  }
}
