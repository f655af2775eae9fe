/** Where this script came from: the base URL of the engine and the SDK key are nowhere but in its own address. */

export interface Place {
  /** Scheme, host and, if there is one, path prefix; no slash at the end. */
  readonly base: string;
  readonly sdkKey: string;
}

/** Zoom's address of an SDK (reference §3.1); the version at its end is optional. */
const SHAPE = /^(https?:\/\/[^?#]*?)\/static\/resource\/sdk\/([^/?#]+)\/js(?:\/[^/?#]*)?\/?(?:[?#].*)?$/;

/** The place named by a script's address, or `null` if it is not the address of an SDK. */
export function placeOf(src: string): Place | null {
  const match = SHAPE.exec(src);
  if (!match?.[1] || !match[2]) return null;
  try {
    return { base: match[1], sdkKey: decodeURIComponent(match[2]) };
  } catch {
    return null;
  }
}

/**
 * The place of the running script. Call at top level: `currentScript` is gone afterwards. What a visitor may write into a page
 * can take that name, such as `<img name=currentScript>`, so only a script counts.
 */
export function findPlace(doc: Document): Place | null {
  const running = doc.currentScript;
  const own = running?.tagName === "SCRIPT" ? placeOf((running as HTMLScriptElement).src) : null;
  return own ?? anyPlace(doc);
}

/** Bundlers and loaders run scripts without a `currentScript`; then the element still stands in the page. */
function anyPlace(doc: Document): Place | null {
  for (const script of Array.from(doc.scripts)) {
    const place = placeOf(script.src);
    if (place) return place;
  }
  return null;
}

/** The address of the customer's socket (`docs/wire.md`). */
export function socketUrl(place: Place): string {
  return `${place.base.replace(/^http/, "ws")}/sdkapi/zcb/socket/customer`;
}
