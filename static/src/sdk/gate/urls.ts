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

/** The page's own address as the agent may see it: to its path, or no more than the site. */
export function pageUrl(url: string, sharePath: boolean): string {
  const stripped = stripUrl(url);
  return sharePath ? stripped : stripped.replace(/^(\w+:\/\/[^/]+\/).*$/, "$1");
}

/**
 * Takes a page's address out of attributes and style sheets. The recorder makes relative addresses absolute with it, so
 * `url(#mark)` and `url(a.png)` come with the page's query. Addresses within the page are relative again.
 *
 * @param page the address that relative ones are relative to
 */
export function withoutPage(text: string, page: string, sharePath: boolean): string {
  const whole = page.split("#")[0] ?? "";
  const head = whole.split("?")[0] ?? "";
  const folder = head.slice(0, head.lastIndexOf("/") + 1);
  if (!folder || !text.includes(folder)) return text;
  // relative addresses end the page's at a slash, and that may be one of its query
  for (let end = whole.length; end > head.length; end = whole.lastIndexOf("/", end - 1)) text = text.split(whole.slice(0, end)).join(head);
  for (const self of [`${head}#`, `${head}/#`, `${folder}#`]) text = text.split(self).join("#");
  if (sharePath) return text;
  const [first = "", ...rest] = text.split(head);
  return rest.reduce((before, after) => before + (/^[^?#"'),\s]/.test(after) ? head : pageUrl(head, false)) + after, first);
}
