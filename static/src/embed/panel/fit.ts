/** Whether this browser and this page can take part. */
import { isSafeOrigin } from "../../sdk/loader/features";
import type { CobrokerFailure } from "../public";

const NEEDED = ["fetch", "Promise", "Proxy", "WebSocket", "MutationObserver", "AbortController", "ReadableStream", "TextDecoder"] as const;

/** Why help cannot even be asked for here, or `null`. */
export function whyUnfit(win: Window & typeof globalThis): CobrokerFailure | null {
  if (!isSafeOrigin(win.location)) return "insecure_page";
  return NEEDED.every((name) => name in win) ? null : "browser_too_old";
}
