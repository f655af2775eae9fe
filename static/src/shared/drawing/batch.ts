/** Ops on their way to the relay: at most 20 frames a second, each within its limits. */

import type { Op } from "./strokes";

/** Milliseconds between two frames. */
export const PACE_MS = 50;
/** What a frame may hold: the relay takes 64 ops and 16 KiB. A point takes up to 22 bytes, a reference up to 80. */
const MAX_OPS = 64;
const MAX_WEIGHT = 500;

export class OpBatch {
  private queue: Op[] = [];
  private isWaiting = false;

  /** `later` calls back after so many milliseconds. */
  constructor(
    private readonly send: (ops: readonly Op[]) => void,
    private readonly later: (run: () => void, ms: number) => void = (run, ms) => void setTimeout(run, ms),
  ) {}

  push(op: Op): void {
    const last = this.queue[this.queue.length - 1];
    if (op.op === "extend" && last?.op === "extend" && last.n === op.n) this.queue[this.queue.length - 1] = { ...op, points: last.points.concat(op.points) };
    else this.queue.push(op);
    if (!this.isWaiting) this.flush();
  }

  /** What waits belongs to a connection that is gone. */
  drop(): void {
    this.queue = [];
  }

  private flush(): void {
    this.isWaiting = this.queue.length > 0;
    if (!this.isWaiting) return;
    this.send(this.take());
    this.later(() => this.flush(), PACE_MS);
  }

  private take(): Op[] {
    const taken: Op[] = [];
    let room = MAX_WEIGHT;
    while (this.queue.length > 0 && taken.length < MAX_OPS && room > 0) {
      const [now, rest] = split(this.queue.shift()!, room);
      taken.push(now);
      room -= weight(now);
      if (rest) this.queue.unshift(rest);
    }
    return taken;
  }
}

function weight(op: Op): number {
  if ("points" in op) return 1 + op.points.length;
  return "strokes" in op ? 1 + 4 * op.strokes.length : 1;
}

/** The part of an op that fits in `room`, and what is left of it. */
function split(op: Op, room: number): [Op, Op?] {
  if (weight(op) <= room || op.op === "begin" || op.op === "finish") return [op];
  if (op.op === "extend") return [{ ...op, points: op.points.slice(0, room) }, { ...op, points: op.points.slice(room) }];
  const count = Math.ceil(room / 4);
  return [{ ...op, strokes: op.strokes.slice(0, count) }, { ...op, strokes: op.strokes.slice(count) }];
}
