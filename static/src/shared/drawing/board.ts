/**
 * What is drawn. Pure. Each side does its own ops at once and those of others as the relay hands them on, so the order of
 * two authors' ops differs from side to side; the outcome may not. Hence two marks: hidden by the author, erased by the customer.
 */

import { CUSTOMER, MAX_POINTS, MAX_STROKES, type Op, type Stroke, type StrokeRef } from "./strokes";

export class Board {
  private strokes = new Map<string, Stroke>();
  /** The page each stroke was first seen on. */
  private readonly addresses = new Map<string, string>();

  /** Everything there is, oldest first. */
  all(): Stroke[] {
    return Array.from(this.strokes.values());
  }

  visible(): Stroke[] {
    return this.all().filter((stroke) => !stroke.hidden && !stroke.erased);
  }

  get(ref: StrokeRef): Stroke | undefined {
    return this.strokes.get(keyOf(ref));
  }

  /** Takes the relay's word for what there is. `address`: of the page that strokes we did not know are on. */
  load(strokes: readonly Stroke[], address = ""): void {
    this.strokes = new Map(strokes.map((stroke) => [keyOf(stroke), { ...stroke, address: this.addressOf(stroke, address) }]));
  }

  apply(by: string, ops: readonly Op[], address = ""): void {
    for (const op of ops) this.applyOne(by, op, address);
  }

  forget(ref: StrokeRef): void {
    this.strokes.delete(keyOf(ref));
  }

  private applyOne(by: string, op: Op, address: string): void {
    if ("strokes" in op) return op.strokes.forEach((ref) => this.mark(by, ref, op.op === "hide"));
    if (op.op === "begin") return this.begin(by, op, address);
    const stroke = this.get({ by, n: op.n });
    if (!stroke || stroke.finished) return;
    if (op.op === "finish") stroke.finished = true;
    else extend(stroke, op.points);
  }

  private begin(by: string, { n, tool, colour, node, points }: Op & { op: "begin" }, address: string): void {
    if (this.get({ by, n })) return;
    this.strokes.set(keyOf({ by, n }), { by, n, tool, colour, node, points: points.slice(), finished: false, hidden: false, erased: false, address: this.addressOf({ by, n }, address) });
    if (this.strokes.size > MAX_STROKES) this.dropOldestHidden();
  }

  private addressOf(ref: StrokeRef, now: string): string {
    const known = this.addresses.get(keyOf(ref)) ?? now;
    this.addresses.set(keyOf(ref), known);
    return known;
  }

  /** As the relay does, so that nobody brings back what the others have lost. */
  private dropOldestHidden(): void {
    const oldest = this.all().find((stroke) => stroke.hidden || stroke.erased);
    if (oldest) this.forget(oldest);
  }

  private mark(by: string, ref: StrokeRef, hidden: boolean): void {
    const stroke = this.get(ref);
    if (!stroke) return;
    if (stroke.by === by) stroke.hidden = hidden;
    else if (by === CUSTOMER && hidden) stroke.erased = true;
  }
}

export function keyOf({ by, n }: StrokeRef): string {
  return `${n} ${by}`;
}

function extend(stroke: Stroke, points: readonly (readonly [number, number])[]): void {
  const last = points[points.length - 1];
  if (stroke.tool === "rectangle") {
    if (last) stroke.points[1] = last;
  } else stroke.points.push(...points.slice(0, MAX_POINTS - stroke.points.length));
}
