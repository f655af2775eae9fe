/** `ZoomCobrowseAgentSDK` as the page sees it (Zoom reference §5.3 to §5.5). */

import { callHost } from "../sdk/guest";
import { VERSION } from "../sdk/version";
import { agentError } from "./errors";
import { Memory } from "./memory";
import { placeFor, type Place } from "./place";
import { AgentSession } from "./session";

export interface AgentSdk {
  init(settings?: unknown, callback?: unknown): void;
}

/** The SDK that came from `own`; `null` if its script does not say where it came from. */
export function createAgentSdk(own: Place | null): AgentSdk {
  return {
    init(settings, callback) {
      const answer = prepare(own, settings);
      // never before `init` has returned
      void Promise.resolve().then(() => callHost(callback, answer));
    },
  };
}

function prepare(own: Place | null, settings: unknown): object {
  const { appKey, zoomAppRoot, zoomHostName } = (settings ?? {}) as { appKey?: unknown; zoomAppRoot?: unknown; zoomHostName?: unknown };
  const place = placeFor(own, zoomHostName, appKey);
  const sdkInfo = { name: "cobroker", version: VERSION, baseUrl: place?.base ?? null, sdkKey: place?.sdkKey ?? null };
  const refuse = (errorMsg: string): object => ({ success: false, error: agentError(9999, errorMsg), sdkInfo });
  if (!place) return refuse("appKey or zoomHostName is missing or wrong. The host name has no scheme and no path, such as desk.example.com.");
  const root = elementOf(zoomAppRoot);
  if (root === undefined) return refuse("zoomAppRoot is neither an element nor the selector of one in this page.");
  return { success: true, session: expose(new AgentSession(place, root, new Memory(window, place.sdkKey))), sdkInfo };
}

/** `null` for none, which is enough for `createAgentViewerEndpoint`. */
function elementOf(root: unknown): Element | null | undefined {
  if (root === undefined || root === null) return null;
  if (root instanceof Element) return root;
  try {
    return (typeof root === "string" && document.querySelector(root)) || undefined;
  } catch {
    return undefined;
  }
}

/** The session without its insides. Methods work detached, too. Both arguments of `join` may be left out. */
function expose(session: AgentSession): object {
  return {
    join: (options?: unknown, callback?: unknown) => (typeof options === "function" ? session.join(undefined, options) : session.join(options, callback)),
    createAgentViewerEndpoint: (options: unknown, callback?: unknown) => session.createAgentViewerEndpoint(options, callback),
    leave: () => session.leave(),
    end: () => session.end(),
    on: (name: string, listener: (payload: unknown) => void) => session.events.on(name, listener),
    off: (name: string, listener?: (payload: unknown) => void) => session.events.off(name, listener),
    getSessionInfo: () => session.info(),
  };
}
