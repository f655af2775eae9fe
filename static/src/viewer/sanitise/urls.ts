/** Which addresses a replayed page may name. The viewer's CSP then decides which of them are fetched. */

import { MAX_DATA_URL } from "./limits";

const IMAGE_DATA = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)[;,]/i;
const FONT_DATA = /^data:(?:font\/[\w.+-]+|application\/(?:x-)?font-[\w.+-]+)[;,]/i;

/** As the URL parser reads it: without surrounding controls and spaces, without tabs and line breaks. */
function trimmed(value: string): string {
  return value.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, "").replace(/[\t\n\r]/g, "");
}

/** `value` if it is an absolute http(s) URL without a name and password, otherwise `null`. */
export function webUrl(value: string): string | null {
  const url = trimmed(value);
  if (!/^https?:\/\//i.test(url)) return null;
  try {
    const parsed = new URL(url);
    return parsed.username === "" && parsed.password === "" ? parsed.href : null;
  } catch {
    return null;
  }
}

/** The address of an image: http(s), or a `data:` image of at most {@link MAX_DATA_URL} characters. */
export function imageUrl(value: string): string | null {
  return dataUrl(value, IMAGE_DATA) ?? webUrl(value);
}

/** The same for a font. */
export function fontUrl(value: string): string | null {
  return dataUrl(value, FONT_DATA) ?? webUrl(value);
}

/** A reference inside the same document, as SVG's `use` and gradients make them. */
export function fragment(value: string): string | null {
  const url = trimmed(value);
  return /^#[^\s"'<>]{1,256}$/.test(url) ? url : null;
}

/** `srcset` with the candidates that are allowed, or `null` when none is left. */
export function imageSet(value: string): string | null {
  const kept: string[] = [];
  // A candidate is a run without spaces, then an optional descriptor up to a comma (HTML standard, "parse a srcset attribute").
  for (const [, address = "", descriptor = ""] of value.matchAll(/[\s,]*(\S*[^\s,])(?:\s+([^,]*))?\s*(?:,|$)/g)) {
    const url = imageUrl(address);
    if (url !== null && /^(?:\d+(?:\.\d+)?[wxh]\s*)?$/.test(descriptor)) kept.push(`${url} ${descriptor}`.trim());
  }
  return kept.length > 0 ? kept.join(", ") : null;
}

function dataUrl(value: string, pattern: RegExp): string | null {
  const url = trimmed(value);
  return url.length <= MAX_DATA_URL && pattern.test(url) ? url : null;
}
