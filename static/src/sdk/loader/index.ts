/** The loader: one global, Zoom's name and shape (reference §3.2 and §5). Everything heavy comes when a session starts. */

import { findPlace } from "./script";
import { type CobrowseSdk, createSdk } from "./sdk";

/** Marks the real thing, so that loading twice changes nothing and the page's placeholder is told apart. */
const REAL = Symbol.for("cobroker.sdk");

/** What the host page may have put there before us: we know only what we look for. */
interface Host {
  ZoomCobrowseSDK?: Partial<CobrowseSdk> & { [REAL]?: true };
  /** The arguments of an `init` that was called before this script came. */
  ZoomCobrowseSDKInitArgs?: ArrayLike<unknown> | undefined;
}

function install(host: Host): void {
  if (host.ZoomCobrowseSDK?.[REAL]) return;
  const sdk = Object.defineProperty(createSdk(findPlace(document)), REAL, { value: true });
  host.ZoomCobrowseSDK = sdk;
  const early = host.ZoomCobrowseSDKInitArgs;
  if (!early) return;
  host.ZoomCobrowseSDKInitArgs = undefined;
  sdk.init(early[0], early[1]);
}

install(window as unknown as Host);
