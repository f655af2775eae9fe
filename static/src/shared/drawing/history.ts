/** One author's undo and redo. Nothing is ever taken out of the drawing for it: strokes are hidden and shown. Pure. */

import type { Board } from "./board";
import type { Op, StrokeRef } from "./strokes";

interface Step {
  readonly strokes: readonly StrokeRef[];
  /** Drawn, and so hidden by undo; or erased, and so shown by it. */
  readonly drawn: boolean;
}

const MAX_STEPS = 500;

export class History {
  private done: Step[] = [];
  private undone: Step[] = [];

  constructor(private readonly board: Board) {}

  /** Something new was drawn or erased: what was undone before cannot be redone any more. */
  note(drawn: boolean, strokes: readonly StrokeRef[]): void {
    if (strokes.length === 0) return;
    this.done.push({ strokes, drawn });
    if (this.done.length > MAX_STEPS) this.done.shift();
    this.undone = [];
  }

  undo(): Op | null {
    return this.turn(this.done, this.undone, false);
  }

  redo(): Op | null {
    return this.turn(this.undone, this.done, true);
  }

  get canUndo(): boolean {
    return this.done.some((step) => this.left(step).length > 0);
  }

  get canRedo(): boolean {
    return this.undone.some((step) => this.left(step).length > 0);
  }

  clear(): void {
    this.done = [];
    this.undone = [];
  }

  /** Moves one step that still means something from one stack to the other. */
  private turn(from: Step[], to: Step[], again: boolean): Op | null {
    for (let step = from.pop(); step; step = from.pop()) {
      const strokes = this.left(step);
      if (strokes.length === 0) continue;
      to.push(step);
      return { op: step.drawn === again ? "show" : "hide", strokes };
    }
    return null;
  }

  /** The strokes of a step that are still there and that the customer has not erased. */
  private left({ strokes }: Step): StrokeRef[] {
    return strokes.filter((ref) => this.board.get(ref)?.erased === false);
  }
}
