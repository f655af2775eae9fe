/** The customer SDK: one global, Zoom's name and shape (reference §3.2 and §5). */

import { findPlace } from "./script";
import { type CobrowseSdk, createSdk } from "./sdk";

/** Marks the real thing, so that loading twice changes nothing and the page's placeholder is told apart. */
const REAL = Symbol.for("cobroker.sdk");

declare global {
  interface Window {
    ZoomCobrowseSDK?: CobrowseSdk & { [REAL]?: true };
    /** The arguments of an `init` that was called before this script came. */
    ZoomCobrowseSDKInitArgs?: ArrayLike<unknown> | undefined;
  }
}

function install(): void {
  if (window.ZoomCobrowseSDK?.[REAL]) return;
  const sdk = Object.defineProperty(createSdk(findPlace(document)), REAL, { value: true });
  window.ZoomCobrowseSDK = sdk;
  const early = window.ZoomCobrowseSDKInitArgs;
  if (!early) return;
  window.ZoomCobrowseSDKInitArgs = undefined;
  sdk.init(early[0], early[1]);
}

install();
