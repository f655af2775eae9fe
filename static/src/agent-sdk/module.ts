/** The agent SDK as an ES module: `import { ZoomCobrowseAgentSDK } from "…/static/resource/agent-sdk/{SDK_KEY}/js"`. */

import { placeOf } from "./place";
import { createAgentSdk } from "./sdk";

export const ZoomCobrowseAgentSDK = createAgentSdk(placeOf(import.meta.url));
