/** Which script tag this is, and the broker behind it. */

/**
 * The tag of the running script. Call at top level: `currentScript` is gone afterwards, and for modules never there. What a
 * visitor may write into a page can take that name, such as `<img name=currentScript>`, so only a script counts.
 */
export function findTag(doc: Document): HTMLScriptElement | null {
  const running = doc.currentScript;
  if (running?.tagName === "SCRIPT") return running as HTMLScriptElement;
  return doc.querySelector<HTMLScriptElement>('script[src*="/embed.js"],script[src*="/embed/"]');
}

/** The broker's base URL: as given, or the origin the script came from; empty if there is neither. Without a slash at the end. */
export function baseOf(given: string | undefined, src: string | undefined): string {
  try {
    const url = new URL(given || (src ?? ""));
    return (given ? url.origin + url.pathname : url.origin).replace(/\/+$/, "");
  } catch {
    return "";
  }
}
