/**
 * The `piiMask` of a page (`docs/masking.md`): what the site's settings mask is a floor, the page adds to it. The page's part
 * comes last in every list: a bracket that it leaves open swallows what follows. Pure.
 */
import type { CobrokerMask } from "./public";

/** Masked on every page that uses `/embed.js`; the SDK adds `data-private` and its own list. */
export const ALWAYS = { maskCssSelectors: ".pii-mask", maskHTMLAttributes: "data-sensitive=true" };

/**
 * Openings (`unmaskCssSelectors`) count only from whoever made the page private: a page may not open what its site has
 * closed. Zoom's SDK knows no private pages \[DZ-SUP\], and a mask that silently does nothing would leak: there the
 * whole page is masked by selector.
 */
export function maskOf(site: CobrokerMask, page: CobrokerMask, engine: string): CobrokerMask {
  const isPrivate = site.privateByDefault || page.privateByDefault;
  const unmask = isPrivate ? (site.privateByDefault ? site : page).unmaskCssSelectors : undefined;
  const mask: CobrokerMask = {
    maskType: site.maskType === "all_input" || page.maskType === "all_input" ? "all_input" : "custom_input",
    maskCssSelectors: list(ALWAYS.maskCssSelectors, site.maskCssSelectors, isPrivate && engine === "zoom" ? "body" : "", page.maskCssSelectors),
    maskHTMLAttributes: list(ALWAYS.maskHTMLAttributes, site.maskHTMLAttributes, page.maskHTMLAttributes),
  };
  if (isPrivate) mask.privateByDefault = true;
  if (unmask) mask.unmaskCssSelectors = unmask;
  return mask;
}

function list(...parts: (string | undefined)[]): string {
  return parts
    .map((part) => (part ?? "").trim().replace(/^,|,$/g, ""))
    .filter(Boolean)
    .join(", ");
}
