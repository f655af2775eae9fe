/** An end that was asked for and has not come yet: who waits for it, and for how long. */

import { callHost } from "./guest";

/** How long `end` waits for the relay's word. Milliseconds. */
const WORD_MS = 3_000;

export class Ending {
  private callbacks: unknown[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the end is on its way. */
  isUnderWay = false;

  wait(callback: unknown): void {
    this.callbacks.push(callback);
  }

  /** The relay was asked; without its word the session is over for us all the same. */
  asked(onSilence: () => void): void {
    this.isUnderWay = true;
    this.timer = setTimeout(onSilence, WORD_MS);
  }

  done(): void {
    clearTimeout(this.timer);
    this.isUnderWay = false;
    for (const callback of this.callbacks.splice(0)) callHost(callback, { success: true });
  }
}
