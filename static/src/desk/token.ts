/** What the desk's address says: out of the address bar before anything else happens, then only in memory. */

/** The parts of a window that hold the address; the real one fits. */
type Address = {
  readonly location: { readonly href: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
};

/** Empty where the address does not say it. */
export type Said = {
  readonly token: string;
  /** Good once; opens the seat that was taken for it. */
  readonly ticket: string;
  /** A session this browser tab had a seat in. */
  readonly session: string;
  /** The secret of that seat, where the page around keeps it; behind the `#`, so that no server hears it. */
  readonly seat: string;
  /** Fills the PIN form in. */
  readonly pin: string;
};

/** Reads the URL and removes query and hash from it, but the language, so no later request or page can carry them. */
export function takeAddress({ location, history }: Address): Said {
  const url = new URL(location.href);
  const said = (name: string): string => url.searchParams.get(name) ?? "";
  // the language is for the server, at a reload as well
  const language = /^[a-z]{2}$/.test(said("lang")) ? `?lang=${said("lang")}` : "";
  history.replaceState(null, "", url.pathname + language);
  return { token: said("access_token"), ticket: said("ticket"), session: said("session"), seat: new URLSearchParams(url.hash.slice(1)).get("seat") ?? "", pin: said("pin") };
}

/** When the token expires, in milliseconds since 1970, or `null` if it does not say. Only the server checks it. */
export function expiry(token: string): number | null {
  const exp = claims(token)?.exp;
  return typeof exp === "number" && Number.isFinite(exp) ? exp * 1000 : null;
}

/** Whether the token says which session it is for. One that was made elsewhere does not. */
export function namesSession(token: string): boolean {
  return typeof claims(token)?.sid === "string";
}

function claims(token: string): { exp?: unknown; sid?: unknown } | null {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(payload)) as { exp?: unknown; sid?: unknown } | null;
  } catch {
    return null;
  }
}
