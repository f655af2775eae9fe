/** Pictures of canvases and videos: the page's scripts drew them, and here no script runs, so they come as images (`docs/wire.md`, "Canvases"). */

import type { Book } from "./book";
import { MAX_DATA_URL } from "./limits";
import { field, isRaw } from "./values";

/** Not one of rrweb's sources; it only tells these events from the others. */
export const CANVAS = "canvas";

export type CleanCanvas = {
  source: typeof CANVAS;
  id: number;
  /** The picture as a `data:` URL, or why there is none. */
  url: string | null;
  reason: string;
};

const CUSTOM = 5;
const TAG = "cobroker.canvas";
const PICTURE = /^data:image\/(?:webp|png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/;
const REASONS = ["tainted", "too_large", "unsupported"];

/** `null` if the event is not a canvas's picture or belongs to no canvas. */
export function cleanCanvas(event: unknown, book: Book): CleanCanvas | null {
  if (!isRaw(event) || field(event, "type") !== CUSTOM) return null;
  const data = field(event, "data");
  const payload = isRaw(data) && field(data, "tag") === TAG ? field(data, "payload") : null;
  if (!isRaw(payload)) return null;
  const entry = book.get(field(payload, "id"));
  if (entry?.kind !== "element" || (entry.tag !== "canvas" && entry.tag !== "video")) return null;
  const [url, reason] = [field(payload, "url"), field(payload, "reason")];
  if (typeof url === "string" && url.length <= MAX_DATA_URL && PICTURE.test(url)) return { source: CANVAS, id: entry.id, url, reason: "" };
  return REASONS.includes(reason as string) ? { source: CANVAS, id: entry.id, url: null, reason: reason as string } : null;
}
