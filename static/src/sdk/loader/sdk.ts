/** `ZoomCobrowseSDK` as the page sees it: `init`, and the session that it hands out. */

import { sdkError } from "../errors";
import { callHost } from "../guest";
import { Recovery } from "../recovery";
import { InvalidSetting, readSettings, type Settings } from "../settings";
import { VERSION } from "../version";
import { whyUnfit } from "./features";
import { loadCore } from "./fetch";
import { SessionHandle } from "./handle";
import type { Place } from "./script";

export interface CobrowseSdk {
  init(settings?: unknown, callback?: unknown): void;
}

/** The SDK for the engine at `place`; without a place every `init` fails, politely. */
export function createSdk(place: Place | null): CobrowseSdk {
  let session: SessionHandle | null = null;
  const sdkInfo = { name: "cobroker", version: VERSION, baseUrl: place?.base ?? null, sdkKey: place?.sdkKey ?? null };

  /** The one session of this page. A second `init` brings new settings for the next start. */
  function prepare(input: unknown): SessionHandle {
    const unfit = place ? whyUnfit(window) : "The SDK's script address is not of the form …/static/resource/sdk/{SDK_KEY}/js.";
    if (!place || unfit) throw new InvalidSetting(unfit ?? "");
    const settings = readSettings(input, isSelector, location.hostname);
    session ??= newSession(place, settings);
    session.configure(settings);
    const { base } = place;
    if (settings.frameParents.length > 0 && window.parent !== window) void loadCore(base).then(({ shareFrame }) => shareFrame(settings), () => {});
    return session;
  }

  return {
    init(settings, callback) {
      const answer = attempt(() => expose(prepare(settings)));
      // never before `init` has returned: pages expect their callback later, as from Zoom's loader
      void Promise.resolve().then(() => callHost(callback, { ...answer, sdkInfo }));
    },
  };
}

function attempt(prepare: () => object): object {
  try {
    return { success: true, session: prepare() };
  } catch (error) {
    return { success: false, error: sdkError(9999, error instanceof InvalidSetting ? error.message : undefined) };
  }
}

function newSession(place: Place, settings: Settings): SessionHandle {
  const recovery = new Recovery(place.sdkKey, () => sessionStorage, () => Date.now());
  // a page that goes before it has joined is still the same tab
  addEventListener("pagehide", () => recovery.hide());
  return new SessionHandle(place, recovery, settings, () => loadCore(place.base));
}

/** The session without its insides. Methods work detached, too. */
function expose(session: SessionHandle): object {
  return {
    start: (options: unknown, callback?: unknown) => session.start(options, callback),
    join: (callback?: unknown) => session.join(callback),
    end: (callback?: unknown) => session.end(callback),
    on: (name: string, listener: (payload: unknown) => void) => session.events.on(name, listener),
    off: (name: string, listener?: (payload: unknown) => void) => session.events.off(name, listener),
    getSessionInfo: () => session.info(),
  };
}

function isSelector(list: string): boolean {
  try {
    document.createDocumentFragment().querySelector(list);
    return true;
  } catch {
    return false;
  }
}
