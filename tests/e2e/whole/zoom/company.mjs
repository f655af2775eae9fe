// A company with a Zoom account: a demo with Zoom's engine, Zoom itself, and the people of both.
import { startHub } from "./hub.mjs";
import { people } from "./people.mjs";
import { startRest } from "./rest.mjs";
import { startWebhooks } from "./webhooks.mjs";
import { startDemo } from "../support.mjs";

/** The SDK's pair, and the API's, which is another. */
export const SDK = { key: "kQ7vXw2LrT9mZp4HsB6dNc8YfJ1gUe3A", secret: "Wb5tRk9Qx2MzLd7VhPn4Yc8GsJf6Ua1E" };
const API = { key: "8f3KzQpLR5yXo2WnVtBcDg", secret: "pT6wNq3Hs9Jd2Lx8Vb4Zr7Mk1Yc5Gf0E" };
const WEBHOOK_SECRET = "Zp4Xc8Vb2Nm6Lk0Jh5Gf9D";

export const ENV = { ZOOM_SDK_KEY: SDK.key, ZOOM_SDK_SECRET: SDK.secret };

/**
 * A demo that Zoom tells everything and that asks Zoom every ten seconds, which is the shortest interval. `knobs` are the
 * hub's. `t` is the test; with it everything ends.
 */
export async function startCompany(t, browser, knobs = {}) {
  const hub = await startHub(SDK, knobs);
  const rest = await startRest(hub, API);
  const env = {
    ...ENV,
    ZOOM_API_KEY: API.key,
    ZOOM_API_SECRET: API.secret,
    ZOOM_API_BASE_URL: rest.url,
    ZOOM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    COBROKER_ZOOM_RECONCILE_SECONDS: "10",
  };
  const demo = await startDemo({ env });
  const webhooks = await startWebhooks(hub, { to: `${demo.baseUrl}/webhooks/zoom`, secret: WEBHOOK_SECRET });
  t.after(async () => {
    await webhooks.stop();
    await demo.stop();
    rest.stop();
    hub.stop();
  });
  return { demo, hub, rest, webhooks, ...people(browser, demo, hub) };
}
