/**
 * Pictures of what no recorder can follow: canvases and videos. Each is taken at most every two seconds, only while it is seen, only
 * if it changed, and never of anything masked or of another website (`docs/wire.md`, "Canvases").
 */

import type { PageNodes } from "../recorder";

/** Characters of one picture's `data:` URL; the viewer takes no more. */
const MAX_URL = 120 * 1024;
/** The longer side of a picture, pixels. What is larger is drawn smaller. */
const MAX_SIDE = 1_024;
/** Pictures in one round: taking one costs the page a few milliseconds. */
const A_ROUND = 4;
/** Smaller than this on the page is a spacer, not a drawing. CSS pixels. */
const MIN_SHOWN = 16;

export const TAG = "cobroker.canvas";

type Drawn = HTMLCanvasElement | HTMLVideoElement;
export type Reason = "tainted" | "too_large" | "unsupported";

export class Pictures {
  private era = -1;
  /** What agents have of each, for this picture of the page: a `data:` URL or a reason. */
  private sent = new Map<Drawn, string>();
  /** The ones looked at in this round come last in the next. */
  private turn: Drawn[] = [];

  /** Sends what changed since the last round. */
  round(page: PageNodes): void {
    if (this.era !== page.pictures()) this.sent.clear();
    this.era = page.pictures();
    const view = page.view();
    const seen = drawn(page).filter((one) => isSeen(one) && !view.isMasked(one));
    const waiting = seen.filter((one) => !this.turn.includes(one));
    const now = waiting.concat(this.turn.filter((one) => seen.includes(one))).slice(0, A_ROUND);
    this.turn = this.turn.filter((one) => seen.includes(one) && !now.includes(one)).concat(now);
    for (const one of now) this.send(one, page);
  }

  /** Why canvases are not shown, each with how many of them. */
  omitted(): Map<Reason, number> {
    const counts = new Map<Reason, number>();
    for (const [one, sent] of this.sent) {
      if (!one.isConnected || sent.startsWith("data:")) continue;
      counts.set(sent as Reason, (counts.get(sent as Reason) ?? 0) + 1);
    }
    return counts;
  }

  private send(one: Drawn, page: PageNodes): void {
    const id = page.idOf(one);
    const now = id > 0 ? take(one) : null;
    if (now === null || this.sent.get(one) === now) return;
    this.sent.set(one, now);
    page.push(TAG, now.startsWith("data:") ? { id, url: now } : { id, reason: now });
  }
}

function drawn(page: PageNodes): Drawn[] {
  return page.roots().flatMap((root) => Array.from(root.querySelectorAll<Drawn>("canvas, video")));
}

function isSeen(one: Element): boolean {
  const { width, height, top, bottom, left, right } = one.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  return width >= MIN_SHOWN && height >= MIN_SHOWN && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/** The picture, why there can be none, or `null` if there is nothing to see yet. */
function take(one: Drawn): string | Reason | null {
  const isVideo = one.localName === "video";
  const width = isVideo ? (one as HTMLVideoElement).videoWidth : one.width;
  const height = isVideo ? (one as HTMLVideoElement).videoHeight : one.height;
  if (width < 1 || height < 1 || (isVideo && (one as HTMLVideoElement).readyState < 2)) return null;
  const scratch = document.createElement("canvas");
  for (let side = MAX_SIDE; side >= 256; side /= 2) {
    const scale = Math.min(1, side / Math.max(width, height));
    scratch.width = Math.max(1, Math.round(width * scale));
    scratch.height = Math.max(1, Math.round(height * scale));
    const context = scratch.getContext("2d");
    if (!context) return "unsupported";
    try {
      context.drawImage(one, 0, 0, scratch.width, scratch.height);
      // an empty drawing and WebGL without preserveDrawingBuffer cannot be told apart: asking for the context might make one
      if (isBlank(context, scratch)) return isVideo ? null : "unsupported";
      const url = scratch.toDataURL("image/webp", 0.75);
      if (url.length <= MAX_URL) return url;
    } catch {
      return "tainted";
    }
  }
  return "too_large";
}

function isBlank(context: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement): boolean {
  const { data } = context.getImageData(0, 0, width, height);
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return false;
  return true;
}
