/** The agent token: out of the address bar before anything else happens, then only in memory. */

/** The parts of a window that hold the token; the real one fits. */
type Address = {
  readonly location: { readonly href: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
};

/** Reads `access_token` from the URL and removes the whole query and hash from it, so no later request or page can carry it. */
export function takeToken({ location, history }: Address): string | null {
  const url = new URL(location.href);
  const token = url.searchParams.get("access_token");
  history.replaceState(null, "", url.pathname);
  return token === null || token === "" ? null : token;
}

/** When the token expires, in milliseconds since 1970, or `null` if it does not say. Only the server checks it. */
export function expiry(token: string): number | null {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const claims: unknown = JSON.parse(atob(payload));
    const exp = (claims as { exp?: unknown } | null)?.exp;
    return typeof exp === "number" && Number.isFinite(exp) ? exp * 1000 : null;
  } catch {
    return null;
  }
}
