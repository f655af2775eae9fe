/**
 * Recording that knows its place. While it costs the page little it follows every change; on a page that changes wildly it stops
 * following, which frees the page of its observers, and shows a new picture every few seconds instead.
 */

import { Effort, pictureGap, restAfter } from "./effort";
import type { Recording } from "./recorder";

export interface PacedOptions {
  /** Starts following the page; the first picture comes at once. */
  readonly start: () => Recording;
  /** True when agents see pictures instead of changes from now on, false when changes are followed again. */
  readonly onSlowed: (slowed: boolean) => void;
}

export function startPaced(options: PacedOptions): Recording {
  return new PacedRecording(options);
}

class PacedRecording implements Recording {
  private readonly effort = new Effort();
  private following: { recording: Recording; since: number; stopTiming: () => void } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** How long the current or last rest was, milliseconds; 0 before the first. */
  private rest = 0;
  private restUntil = 0;
  private isSlowed = false;

  constructor(private readonly options: PacedOptions) {
    this.follow();
  }

  snapshot(): void {
    if (this.following) this.timed(() => this.following?.recording.snapshot());
    else this.picture();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.unfollow();
  }

  private follow(): void {
    this.effort.forget();
    const before = startTimer();
    const recording = this.options.start();
    const stopTiming = before.andThen((cost) => this.spend(cost));
    this.following = { recording, stopTiming, since: performance.now() };
  }

  private unfollow(): void {
    this.following?.stopTiming();
    this.following?.recording.stop();
    this.following = null;
  }

  private spend(cost: number): void {
    const now = performance.now();
    this.effort.spend(cost, now);
    if (this.following && this.effort.isTooMuch()) this.stepDown(now - this.following.since);
  }

  private timed(work: () => void): number {
    const from = performance.now();
    work();
    return performance.now() - from;
  }

  private stepDown(followedFor: number): void {
    this.rest = restAfter(this.rest, followedFor);
    this.restUntil = performance.now() + this.rest;
    this.unfollow();
    this.schedule(pictureGap(0));
    this.tell(true);
  }

  private tell(slowed: boolean): void {
    if (this.isSlowed === slowed) return;
    this.isSlowed = slowed;
    this.options.onSlowed(slowed);
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (performance.now() < this.restUntil ? this.picture() : this.stepUp()), wait);
  }

  private picture(): void {
    const cost = this.timed(() => this.options.start().stop());
    this.schedule(pictureGap(cost));
  }

  /** Follows again, and says so once that has gone well for as long as the rest was. */
  private stepUp(): void {
    this.follow();
    this.timer = setTimeout(() => this.tell(false), this.rest);
  }
}

/**
 * Two observers around the recorder's: observers of one node are called in the order they came, so what lies between the first and the
 * second is the recorder's time.
 */
function startTimer(): { andThen(report: (cost: number) => void): () => void } {
  let from = 0;
  const first = observe(() => (from = performance.now()));
  return {
    andThen(report) {
      const second = observe(() => {
        if (from > 0) report(performance.now() - from);
        from = 0;
      });
      return () => [first, second].forEach((observer) => observer.disconnect());
    },
  };
}

function observe(callback: () => void): MutationObserver {
  const observer = new MutationObserver(callback);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return observer;
}
