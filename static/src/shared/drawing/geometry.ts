/** Lines on a plane, in CSS pixels. Pure. */

import type { Point, StrokeTool } from "./strokes";

/** A pen point nearer to the last one than this is left out, CSS pixels. */
export const STEP = 2;

/** The corners of what a stroke draws, in order. */
export function outline(tool: StrokeTool, points: readonly Point[]): readonly Point[] {
  if (tool !== "rectangle") return points;
  const [[left, top], [right, bottom]] = [points[0]!, points[points.length - 1]!];
  return [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]];
}

/** SVG path data: straight for a rectangle, rounded through the middles between points for a pen, a dot for a single one. */
export function pathData(tool: StrokeTool, points: readonly Point[]): string {
  const line = outline(tool, points);
  const at = ([x, y]: Point): string => `${round(x)} ${round(y)}`;
  if (tool === "rectangle") return `M${line.map(at).join("L")}Z`;
  let data = `M${at(line[0]!)}`;
  for (let index = 1; index < line.length - 1; index++) data += `Q${at(line[index]!)} ${at(middle(line[index]!, line[index + 1]!))}`;
  return data + (line.length > 1 ? `L${at(line[line.length - 1]!)}` : "h.01");
}

/** Whether the way from `a` to `b` comes within `reach` of the line. */
export function crosses(line: readonly Point[], a: Point, b: Point, reach: number): boolean {
  return line.some((point, index) => apart(line[Math.max(0, index - 1)]!, point, a, b) <= reach);
}

/** The distance of two straight lines. */
function apart(a: Point, b: Point, c: Point, d: Point): number {
  if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return 0;
  return Math.min(toLine(a, b, c), toLine(a, b, d), toLine(c, d, a), toLine(c, d, b));
}

function side([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}

/** How far `point` is from the line between `a` and `b`. */
function toLine(a: Point, b: Point, point: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.max(0, Math.min(1, along));
  return distance([a[0] + part * dx, a[1] + part * dy], point);
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function middle(a: Point, b: Point): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
