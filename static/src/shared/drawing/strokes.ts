/** Strokes and what is done to them, as `docs/wire.md` "Drawing" has them, and how they are read from a stranger. */

import { isColour } from "./palette";

/** Fractions of the anchor's border box; of the document itself CSS pixels. */
export type Point = readonly [x: number, y: number];
export type StrokeTool = "pen" | "vanishing" | "rectangle";

export interface StrokeRef {
  /** A user id, or `customer`. */
  readonly by: string;
  readonly n: number;
}

export type Op =
  | { readonly op: "begin"; readonly n: number; readonly tool: StrokeTool; readonly colour: string; readonly node: number; readonly points: readonly Point[] }
  | { readonly op: "extend"; readonly n: number; readonly points: readonly Point[] }
  | { readonly op: "finish"; readonly n: number }
  | { readonly op: "hide" | "show"; readonly strokes: readonly StrokeRef[] };

export interface Stroke extends StrokeRef {
  readonly tool: StrokeTool;
  readonly colour: string;
  /** The recorder's number of the element it hangs on; 0 for the document. */
  readonly node: number;
  readonly points: Point[];
  finished: boolean;
  /** By its author, who may show it again. */
  hidden: boolean;
  /** By the customer, for good. */
  erased: boolean;
  /** The page it was drawn on, at the side that wants to know. */
  readonly address: string;
}

export const CUSTOMER = "customer";

/** The relay's limits. */
export const MAX_STROKES = 500;
export const MAX_POINTS = 2_000;

type Fields = { readonly [field: string]: unknown };

export function readOps(value: unknown): Op[] {
  return list(value).flatMap((one) => readOp(one) ?? []);
}

function readOp(value: unknown): Op | null {
  const fields = record(value);
  const { op } = fields;
  if (op === "hide" || op === "show") return { op, strokes: list(fields["strokes"]).flatMap((one) => readRef(one) ?? []) };
  const { n } = fields;
  if (!isCount(n)) return null;
  if (op === "finish") return { op, n };
  if (op === "extend") return { op, n, points: readPoints(fields["points"]) };
  const shape = op === "begin" ? readShape(fields) : null;
  return shape && { op: "begin", n, ...shape };
}

/** The strokes of a `drawing` frame. */
export function readStrokes(value: unknown): Stroke[] {
  return list(value).flatMap((one) => {
    const ref = readRef(one);
    const shape = readShape(record(one));
    return ref && shape ? { ...ref, ...shape, finished: true, hidden: record(one)["hidden"] === true, erased: false, address: "" } : [];
  });
}

function readShape({ tool, colour, node, points }: Fields): Pick<Stroke, "tool" | "colour" | "node" | "points"> | null {
  const isTool = tool === "pen" || tool === "vanishing" || tool === "rectangle";
  const read = readPoints(points);
  return isTool && isColour(colour) && isCount(node) && read.length > 0 ? { tool, colour, node, points: read } : null;
}

function readRef(value: unknown): StrokeRef | null {
  const { by, n } = record(value);
  return typeof by === "string" && isCount(n) ? { by, n } : null;
}

function readPoints(value: unknown): Point[] {
  return list(value)
    .slice(0, MAX_POINTS)
    .flatMap((one) => {
      const [x, y] = list(one);
      return Number.isFinite(x) && Number.isFinite(y) ? [[x, y] as Point] : [];
    });
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
