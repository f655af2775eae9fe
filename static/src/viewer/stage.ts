/** The part of the viewer the agent sees: places and scales the player's page. */

import { fitting, stepped, type Size, type Zoom } from "./zoom";

export type Shown = Size & { readonly scale: number; readonly fitted: boolean };

export class Stage {
  #page: Size | null = null;
  #zoom: Zoom = null;

  /** `room` scrolls, `sheet` takes the scaled size in it, `page` holds the player and is scaled. */
  constructor(
    private readonly room: HTMLElement,
    private readonly sheet: HTMLElement,
    readonly page: HTMLElement,
    private readonly changed: (shown: Shown) => void,
  ) {
    new ResizeObserver(() => this.#draw()).observe(room);
  }

  /** The customer's viewport, in CSS pixels. */
  resize(page: Size): void {
    this.#page = page;
    this.#draw();
  }

  zoom(to: "in" | "out" | "fit"): void {
    this.#zoom = stepped(this.#scale(), to);
    this.#draw();
  }

  /** CSS pixels on the agent's screen for one of the customer's. */
  get scale(): number {
    return this.#scale();
  }

  #scale(): number {
    return this.#zoom ?? (this.#page ? fitting(this.#page, { width: this.room.offsetWidth, height: this.room.offsetHeight }) : 1);
  }

  #draw(): void {
    if (!this.#page) return;
    const { width, height } = this.#page;
    const scale = this.#scale();
    this.room.classList.toggle("fitted", this.#zoom === null);
    this.sheet.style.width = `${width * scale}px`;
    this.sheet.style.height = `${height * scale}px`;
    this.page.style.width = `${width}px`;
    this.page.style.height = `${height}px`;
    this.page.style.transform = `scale(${scale})`;
    this.changed({ width, height, scale, fitted: this.#zoom === null });
  }
}
