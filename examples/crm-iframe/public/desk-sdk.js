// The desk by the agent SDK: it renders into an element, and tells by events and results. docs/agent-sdk.md
import { ZoomCobrowseAgentSDK } from "https://support.example.com/static/resource/agent-sdk/SDK_KEY/js";

/** The SDK's names for the results of its calls: `{success: true}`, or an error with a number. */
function worked({ success, error }) {
  if (!success) throw new Error(error.errorMsg);
}

let session;

function ready(element) {
  return new Promise((resolve, reject) => {
    ZoomCobrowseAgentSDK.init({ zoomAppRoot: element }, ({ success, error, session }) => (success ? resolve(session) : reject(new Error(error.errorMsg))));
  });
}

export async function deskBySdk(element, { token }, heard) {
  if (!session) {
    session = await ready(element);
    for (const name of ["session_joined", "session_left", "session_ended"]) session.on(name, (payload) => heard(name, payload));
  }
  // the token knows its session: no PIN is asked a second time
  worked(await session.join({ sdkToken: token }));
}
