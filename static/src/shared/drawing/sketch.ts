/** One side's drawing: what is there, what this side did, and what goes over the wire. */

import type { Control } from "../frame";
import { OpBatch } from "./batch";
import { Board } from "./board";
import type { Ground } from "./ground";
import { History } from "./history";
import { type Mark, Overlay } from "./overlay";
import { colourOf } from "./palette";
import { CUSTOMER, isCount, type Op, readOps, readStrokes, type Stroke, type StrokeRef } from "./strokes";

/** A vanishing stroke is seen this long after it was finished, milliseconds (Zoom's vanishing pen). */
export const VANISHES_AFTER = 4_000;

export interface SketchOptions {
  readonly ground: Ground;
  readonly layer: ParentNode;
  readonly send: (message: Control) => void;
  /** After each change, of either side's doing. */
  readonly changed: () => void;
  /** What page this is: strokes belong to the one they were drawn on. */
  readonly address?: () => string;
  /** Whether there is anything to show. */
  readonly awake?: (isAwake: boolean) => void;
}

export class Sketch {
  /** Our own `by`. */
  me = CUSTOMER;
  /** Pointers and rings, of everybody. */
  readonly marks = new Map<string, Mark>();
  readonly overlay: Overlay;
  private readonly board = new Board();
  private readonly history = new History(this.board);
  private readonly batch: OpBatch;
  private lastNumber = 0;

  constructor(private readonly options: SketchOptions) {
    const { layer, ground, awake, send } = options;
    this.batch = new OpBatch((ops) => send({ type: "draw", ops }));
    this.overlay = new Overlay(layer, ground, () => ({ strokes: this.board.visible(), marks: this.marks }), awake);
  }

  /** What the relay says. */
  heard(message: Control): void {
    switch (message.type) {
      case "drawing":
        this.load(readStrokes(message["strokes"]));
        break;
      case "draw":
        this.apply(String(message["by"]), readOps(message["ops"]));
        break;
      case "pointer":
      case "highlight":
        this.mark(message);
    }
    this.changed();
  }

  /** Does something of our own: here at once, elsewhere by way of the relay. */
  act(op: Op): void {
    this.apply(this.me, [op]);
    this.batch.push(op);
    this.changed();
  }

  /** The number of our next stroke: one that no earlier page of ours can have used in this document either. */
  nextNumber(): number {
    return (this.lastNumber = Math.max(this.lastNumber + 1, Date.now()));
  }

  /** For undo: that we drew these, or erased them. */
  note(drawn: boolean, strokes: readonly StrokeRef[]): void {
    this.history.note(drawn, strokes.filter(({ by }) => by === this.me));
    this.changed();
  }

  undo(): void {
    this.turn(this.history.undo());
  }

  redo(): void {
    this.turn(this.history.redo());
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** The strokes that are seen and that we may hide; with `own` only our own. */
  within(own: boolean): Stroke[] {
    return this.board.visible().filter(({ by }) => by === this.me || (!own && this.me === CUSTOMER));
  }

  hide(strokes: readonly Stroke[]): void {
    if (strokes.length > 0) this.act({ op: "hide", strokes: strokes.map(({ by, n }) => ({ by, n })) });
  }

  /** Hides what we may, and remembers it for undo. */
  clear(own: boolean): void {
    const strokes = this.within(own);
    this.hide(strokes);
    this.note(false, strokes);
  }

  /** If the page became another one without loading, what was drawn on the one before goes. */
  leavePage(): void {
    this.hide(this.within(false).filter((stroke) => stroke.address !== this.address));
  }

  /** The relay takes no more: away with what it has not taken. */
  full(): void {
    this.hide(this.within(true).slice(-1));
  }

  /** The connection is gone, or another one begins: that one will say what there is. */
  restart(): void {
    this.batch.drop();
    this.board.load([]);
    this.marks.clear();
    this.changed();
  }

  changed(): void {
    this.overlay.refresh();
    this.options.changed();
  }

  /** The whole drawing: the rings of others follow. Ours goes only if the document is a new one, which has no strokes. */
  private load(strokes: readonly Stroke[]): void {
    this.board.load(strokes, this.address);
    for (const { by, n } of strokes) if (by === this.me) this.lastNumber = Math.max(this.lastNumber, n);
    for (const key of Array.from(this.marks.keys())) if (strokes.length === 0 || key.includes(" ")) this.marks.delete(key);
  }

  private get address(): string {
    return this.options.address?.() ?? "";
  }

  private turn(op: Op | null): void {
    if (op) this.act(op);
  }

  private apply(by: string, ops: readonly Op[]): void {
    this.board.apply(by, ops, this.address);
    for (const op of ops) if (op.op === "finish") this.vanish({ by, n: op.n });
  }

  private vanish(ref: StrokeRef): void {
    if (this.board.get(ref)?.tool !== "vanishing") return;
    setTimeout(() => {
      this.board.forget(ref);
      this.changed();
    }, VANISHES_AFTER);
  }

  private mark({ type, userId, userName, node, x, y }: Control): void {
    const kind = type === "pointer" ? "pointer" : "ring";
    const key = `${kind} ${String(userId)}`;
    if (!isCount(node)) return void this.marks.delete(key);
    const at = [Number(x) || 0, Number(y) || 0] as const;
    this.marks.set(key, { kind, node, at, name: String(userName), colour: colourOf(String(userId)) });
  }
}
