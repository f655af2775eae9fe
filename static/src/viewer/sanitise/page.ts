/** The page's address when it becomes another one without loading (`docs/wire.md`, "The page's address"). It is shown as text, and goes nowhere else. */

import { webUrl } from "./urls";
import { field, isRaw } from "./values";

/** Not one of rrweb's sources; it only tells these events from the others. */
export const PAGE = "page";

export type CleanPage = { source: typeof PAGE; href: string };

const CUSTOM = 5;
const TAG = "cobroker.page";

/** `null` if the event is none of these, or names no address of a website. */
export function cleanPage(event: unknown): CleanPage | null {
  if (!isRaw(event) || field(event, "type") !== CUSTOM) return null;
  const data = field(event, "data");
  const payload = isRaw(data) && field(data, "tag") === TAG ? field(data, "payload") : null;
  const href = isRaw(payload) ? field(payload, "href") : null;
  const clean = typeof href === "string" && webUrl(href);
  return clean ? { source: PAGE, href: clean } : null;
}
