/**
 * Shows strokes, pointers and rings over the page, each where the element it hangs on is now. One animation frame does it
 * all: first every place is read, then everything is written. Without anything to show nothing runs.
 */

import { keyOf } from "./board";
import { pathData } from "./geometry";
import { type Box, boxOf, type Ground } from "./ground";
import type { Point, Stroke } from "./strokes";

/** A name at a place (a pointer) or around an element (a ring). */
export interface Mark {
  readonly kind: "pointer" | "ring";
  readonly node: number;
  readonly at: Point;
  readonly name: string;
  readonly colour: string;
}

export interface Scene {
  readonly strokes: readonly Stroke[];
  /** By a key that stays. */
  readonly marks: ReadonlyMap<string, Mark>;
}

/** For what moves things without telling: transitions, pictures that load, frames that scroll. Milliseconds. */
const HEARTBEAT = 250;

const SVG = "http://www.w3.org/2000/svg";

interface Drawn {
  readonly path: SVGPathElement;
  /** What the path data was made for. */
  shape: string;
}

export class Overlay {
  private readonly svg = document.createElementNS(SVG, "svg");
  private readonly paths = new Map<string, Drawn>();
  private readonly labels = new Map<string, HTMLElement>();
  private frame = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** `layer` covers the page, in the customer's CSS pixels. `awake` hears whether there is anything to show. */
  constructor(
    private readonly layer: ParentNode,
    private readonly ground: Ground,
    private readonly scene: () => Scene,
    private readonly awake: (isAwake: boolean) => void = () => {},
  ) {
    this.svg.setAttribute("class", "ink");
    this.svg.setAttribute("aria-hidden", "true");
  }

  /** Something may be different: looks at the next frame. */
  readonly refresh = (): void => {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw());
  };

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.rest();
    this.svg.remove();
    for (const label of Array.from(this.labels.values())) label.remove();
  }

  private draw(): void {
    this.frame = 0;
    const { strokes, marks } = this.scene();
    const boxes = new Map<number, Box | null>();
    const place = ({ node }: { node: number }): void => void (boxes.has(node) || boxes.set(node, boxOf(this.ground, node)));
    strokes.forEach(place);
    marks.forEach(place);
    this.drawStrokes(strokes, boxes);
    this.drawMarks(marks, boxes);
    if (strokes.length + marks.size > 0) this.wake();
    else this.rest();
  }

  private wake(): void {
    if (this.timer) return;
    this.timer = setInterval(this.refresh, HEARTBEAT);
    this.awake(true);
  }

  private rest(): void {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.awake(false);
  }

  private drawStrokes(strokes: readonly Stroke[], boxes: ReadonlyMap<number, Box | null>): void {
    const keys = new Set(strokes.map(keyOf));
    this.paths.forEach(({ path }, key) => {
      if (keys.has(key)) return;
      path.remove();
      this.paths.delete(key);
    });
    for (const stroke of strokes) this.drawStroke(stroke, boxes.get(stroke.node) ?? null);
    if (strokes.length > 0 && !this.svg.parentNode) this.layer.prepend(this.svg);
    if (strokes.length === 0) this.svg.remove();
  }

  private drawStroke(stroke: Stroke, box: Box | null): void {
    const drawn = this.paths.get(keyOf(stroke)) ?? this.newPath(stroke);
    const { path } = drawn;
    set(path, "visibility", box ? "visible" : "hidden");
    if (!box) return;
    set(path, "transform", `translate(${box.left} ${box.top})`);
    set(path, "class", stroke.tool === "vanishing" && stroke.finished ? "fading" : "");
    const shape = `${box.width} ${box.height} ${stroke.points.length} ${stroke.tool === "rectangle" ? stroke.points[1] : ""}`;
    if (drawn.shape === shape) return;
    drawn.shape = shape;
    path.setAttribute("d", pathData(stroke.tool, stroke.points.map(([x, y]) => [x * box.width, y * box.height])));
  }

  private newPath(stroke: Stroke): Drawn {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("stroke", stroke.colour);
    path.setAttribute("data-tool", stroke.tool);
    this.svg.append(path);
    const drawn = { path, shape: "" };
    this.paths.set(keyOf(stroke), drawn);
    return drawn;
  }

  private drawMarks(marks: ReadonlyMap<string, Mark>, boxes: ReadonlyMap<number, Box | null>): void {
    this.labels.forEach((label, key) => {
      if (marks.has(key)) return;
      label.remove();
      this.labels.delete(key);
    });
    marks.forEach((mark, key) => {
      const label = this.labels.get(key) ?? this.newLabel(key, mark);
      placeMark(label, mark, boxes.get(mark.node) ?? null);
    });
  }

  private newLabel(key: string, { kind, name, colour }: Mark): HTMLElement {
    const label = document.createElement("div");
    // nameless is the ring that only shows where it would go
    label.className = name ? kind : `${kind} faint`;
    label.style.setProperty("--mark", colour);
    label.append(document.createElement("i"), document.createElement("b"));
    label.lastElementChild!.textContent = name;
    (label.lastElementChild as HTMLElement).hidden = !name;
    this.layer.append(label);
    this.labels.set(key, label);
    return label;
  }
}

/** How far a ring stands off its element, CSS pixels. */
const GAP = 4;

function placeMark(label: HTMLElement, { kind, at }: Mark, box: Box | null): void {
  const { style } = label;
  style.display = box ? "" : "none";
  if (!box) return;
  const isRing = kind === "ring";
  const x = isRing ? box.left - GAP : box.left + at[0] * box.width;
  const y = isRing ? box.top - GAP : box.top + at[1] * box.height;
  style.transform = `translate(${x}px,${y}px)`;
  if (!isRing) return;
  style.width = `${box.width + 2 * GAP}px`;
  style.height = `${box.height + 2 * GAP}px`;
  // no room above: the name goes inside
  label.classList.toggle("low", y < 24);
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
