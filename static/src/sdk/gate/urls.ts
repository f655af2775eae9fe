/** Addresses carry secrets in their query, hash and user info. What the agent needs of a link is where it leads. */

/** The address without query, hash and user info; empty for schemes that are content themselves. */
export function stripUrl(url: string, base?: string): string {
  try {
    const parsed = new URL(url, base);
    if (/^(javascript|data|blob|vbscript):$/.test(parsed.protocol)) return "";
    if (parsed.origin !== "null") return parsed.origin + parsed.pathname;
  } catch {
    // not an address; its path-like part is still cut off below
  }
  return url.split(/[?#]/)[0] ?? "";
}
