/** What a hand does with the chosen tool, whether it holds a mouse, a finger, a pen or only has a keyboard. */

import { crosses, distance, outline, STEP } from "./geometry";
import { anchorAt, type Box, boxOf, type Ground } from "./ground";
import type { Sketch } from "./sketch";
import { MAX_POINTS, type Point, type Stroke, type StrokeRef, type StrokeTool } from "./strokes";

export type HandTool = StrokeTool | "eraser" | "none";

/** How near to a stroke the eraser takes it, CSS pixels of the customer's page. */
const REACH = 9;

interface Begun {
  readonly n: number;
  readonly tool: StrokeTool;
  readonly node: number;
  last: Point;
  count: number;
}

export class Hand {
  tool: HandTool = "none";
  colour: string;
  /** A rectangle begins with its second corner: what has no size is none. */
  private corner: Point | null = null;
  private begun: Begun | null = null;
  private sweep: { last: Point; erased: StrokeRef[] } | null = null;

  constructor(
    private readonly sketch: Sketch,
    private readonly ground: Ground,
    colour: string,
  ) {
    this.colour = colour;
  }

  /** Whether something is being drawn or erased. */
  get isBusy(): boolean {
    return Boolean(this.begun ?? this.corner ?? this.sweep);
  }

  take(tool: HandTool): void {
    this.up();
    this.tool = tool;
  }

  down(at: Point): void {
    this.up();
    if (this.tool === "eraser") {
      this.sweep = { last: at, erased: [] };
      this.erase(at);
    } else if (this.tool === "rectangle") this.corner = at;
    else if (this.tool !== "none") this.begin(this.tool, at, [at]);
  }

  move(at: Point): void {
    if (this.sweep) this.erase(at);
    else if (this.corner && distance(this.corner, at) > STEP) {
      this.begin("rectangle", this.corner, [this.corner, at]);
      this.corner = null;
    } else if (this.begun && distance(this.begun.last, at) >= STEP) this.extend(this.begun, at);
  }

  up(): void {
    const { begun, sweep } = this;
    this.begun = this.sweep = this.corner = null;
    if (sweep) this.sketch.note(false, sweep.erased);
    if (!begun) return;
    this.sketch.act({ op: "finish", n: begun.n });
    if (begun.tool !== "vanishing") this.sketch.note(true, [{ by: this.sketch.me, n: begun.n }]);
  }

  /** As if it had not been begun. What was erased on the way stays so: undo brings it back. */
  cancel(): void {
    const { begun } = this;
    this.begun = null;
    this.up();
    if (!begun) return;
    this.sketch.act({ op: "finish", n: begun.n });
    this.sketch.hide(this.sketch.within(true).filter(({ n }) => n === begun.n));
  }

  private begin(tool: StrokeTool, from: Point, corners: readonly Point[]): void {
    const { node, box } = anchorAt(this.ground, from[0], from[1]);
    const n = this.sketch.nextNumber();
    const last = corners[corners.length - 1]!;
    this.begun = { n, tool, node, last, count: corners.length };
    this.sketch.act({ op: "begin", n, tool, colour: this.colour, node, points: corners.map((at) => relative(at, box, node)) });
  }

  private extend(begun: Begun, at: Point): void {
    // the page may have scrolled since
    const box = boxOf(this.ground, begun.node);
    if (!box) return;
    this.sketch.act({ op: "extend", n: begun.n, points: [relative(at, box, begun.node)] });
    begun.last = at;
    if (begun.tool === "rectangle" || ++begun.count < MAX_POINTS) return;
    this.up();
    this.begin(begun.tool, at, [at]);
  }

  private erase(at: Point): void {
    const { sweep } = this;
    if (!sweep) return;
    const hit = this.sketch.within(false).filter((stroke) => stroke.tool !== "vanishing" && this.isHit(stroke, sweep.last, at));
    this.sketch.hide(hit);
    sweep.erased.push(...hit);
    sweep.last = at;
  }

  private isHit({ node, tool, points }: Stroke, from: Point, to: Point): boolean {
    const box = boxOf(this.ground, node);
    const line = points.map(([x, y]): Point => [x * (box?.width ?? 0) + (box?.left ?? 0), y * (box?.height ?? 0) + (box?.top ?? 0)]);
    return box !== null && crosses(outline(tool, line), from, to, REACH);
  }
}

/** A place as the wire has it: rounded, because a tenth of a pixel is nobody's business. */
export function relative([x, y]: Point, box: Box, node: number): Point {
  const digits = node === 0 ? 10 : 1e5;
  const round = (value: number): number => Math.round(value * digits) / digits;
  return [round((x - box.left) / box.width), round((y - box.top) / box.height)];
}
