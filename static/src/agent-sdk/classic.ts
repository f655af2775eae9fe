/** The agent SDK as a classic script: one global, Zoom's name. */

import { placeOf } from "./place";
import { createAgentSdk, type AgentSdk } from "./sdk";

const running = document.currentScript;
const host = window as unknown as { ZoomCobrowseAgentSDK?: AgentSdk };
host.ZoomCobrowseAgentSDK ??= createAgentSdk(running instanceof HTMLScriptElement ? placeOf(running.src) : null);
