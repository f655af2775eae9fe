/** Keeps the SDK well inside what the relay accepts of a customer (60 messages and 1 MiB a second, in bursts more). */

const MESSAGES = { perSecond: 45, burst: 120 };
const BYTES = { perSecond: 800 * 1024, burst: 6 * 1024 * 1024 };

/** Two token buckets. Times are milliseconds of any steady clock. */
export class Pace {
  private messages = MESSAGES.burst;
  private bytes = BYTES.burst;
  private last: number;

  constructor(now: number) {
    this.last = now;
  }

  /** Milliseconds until the next message may go; what comes meanwhile is put into the same frame. */
  wait(now: number): number {
    this.refill(now);
    const short = Math.max((1 - this.messages) / MESSAGES.perSecond, -this.bytes / BYTES.perSecond);
    return short > 0 ? Math.ceil(short * 1000) : 0;
  }

  spend(bytes: number): void {
    this.messages -= 1;
    this.bytes -= bytes;
  }

  private refill(now: number): void {
    const seconds = Math.max(0, now - this.last) / 1000;
    this.last = now;
    this.messages = Math.min(MESSAGES.burst, this.messages + seconds * MESSAGES.perSecond);
    this.bytes = Math.min(BYTES.burst, this.bytes + seconds * BYTES.perSecond);
  }
}
