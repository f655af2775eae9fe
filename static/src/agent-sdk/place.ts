/** Where the engine is: the origin this script came from, unless the page names another host. */

export type Place = {
  /** Scheme, host and port. */
  readonly base: string;
  readonly sdkKey: string;
};

const SHAPE = /\/static\/resource\/agent-sdk\/([^/]+)\/(?:js|umd)(?:\/[^/]*)?\/?$/;

/** The place named by this script's address, or `null` if that is not the address of an agent SDK. */
export function placeOf(address: string): Place | null {
  try {
    const { origin, pathname } = new URL(address);
    const key = SHAPE.exec(pathname)?.[1];
    return key === undefined ? null : { base: origin, sdkKey: decodeURIComponent(key) };
  } catch {
    return null;
  }
}

/**
 * The place that `init` means: `zoomHostName` is a host without scheme, as in Zoom's package; `appKey` the SDK key.
 * Another host than the script's own is reached by https.
 */
export function placeFor(own: Place | null, zoomHostName: unknown, appKey: unknown): Place | null {
  const sdkKey = typeof appKey === "string" && appKey !== "" ? appKey : own?.sdkKey;
  if (sdkKey === undefined) return null;
  if (typeof zoomHostName !== "string" || zoomHostName === "") return own && { ...own, sdkKey };
  try {
    const scheme = own !== null && new URL(own.base).host === zoomHostName ? new URL(own.base).protocol : "https:";
    const url = new URL(`${scheme}//${zoomHostName}`);
    return url.host === zoomHostName.toLowerCase() ? { base: url.origin, sdkKey } : null;
  } catch {
    return null;
  }
}
