/** In a frame of another site only these pages may be shown; links to all others open in a tab. */
const FRAMED = ["/agent", "/login"];

/** Lets links of a page that stands in a frame lead where they can be shown. */
export function leadOut(inFrame: boolean, links: Iterable<HTMLAnchorElement>): void {
  if (!inFrame) return;
  for (const link of links) {
    if (FRAMED.includes(new URL(link.href).pathname)) continue;
    link.target = "_blank";
    link.rel = "noopener";
  }
}
