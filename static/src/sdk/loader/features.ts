/** Whether this browser and this page can take part at all. */

/** Why not, in a sentence for the integrator, or `null` if everything needed is there. */
export function whyUnfit(win: Window & typeof globalThis): string | null {
  if (!isSafeOrigin(win.location)) return "Co-browsing needs https. (Plain http is accepted on this computer only.)";
  const missing = NEEDED.filter((name) => !(name in win));
  if (missing.length > 0) return `This browser is too old to share pages: ${missing.join(", ")} is missing.`;
  if (!("attachShadow" in win.Element.prototype)) return "This browser is too old to share pages: shadow DOM is missing.";
  return null;
}

const NEEDED = ["WebSocket", "MutationObserver", "Proxy", "WeakMap", "TextEncoder", "URL", "Promise"] as const;

/** https, or http on the visitor's own machine (reference §15, F70). */
export function isSafeOrigin(place: { protocol: string; hostname: string }): boolean {
  if (place.protocol === "https:") return true;
  return place.protocol === "http:" && isLoopback(place.hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
