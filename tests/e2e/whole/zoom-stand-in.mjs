// What Zoom's hosts serve, as far as the pages use it: an SDK and a desk that meet over a hub on this machine. The browser asks
// Zoom's own addresses; the test answers in their place.
import WebSocket from "ws";
import { DESK } from "./zoom/desk.mjs";
import { sdkFor } from "./zoom/sdk.mjs";

export { startHub } from "./zoom/hub.mjs";
export { claimsOf, flawOf } from "./zoom/tokens.mjs";

export const ZOOM = "https://us01-zcb.zoom.us";

/** Answers for Zoom in one browser context; `asked` keeps every request that came. */
export async function answerForZoom(context, hub) {
  const asked = [];
  await context.route(`${ZOOM}/**`, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    asked.push({ url: request.url(), referer: (await request.allHeaders()).referer ?? "" });
    const [, key] = /^\/static\/resource\/sdk\/([^/]+)\/js(?:\/\d+\.\d+\.(?:\d+|x))?$/.exec(url.pathname) ?? [];
    if (key) return route.fulfill({ contentType: "text/javascript", body: sdkFor(key === hub.account.key) });
    if (url.pathname === "/sdkapi/zcb/frame-templates/desk") return route.fulfill({ contentType: "text/html", body: DESK });
    return route.fulfill({ status: 404, body: "" });
  });
  // the customer's policy allows sockets to Zoom's hosts; they are joined to the hub here
  await context.routeWebSocket(/^wss:\/\/us01-zcb\.zoom\.us\//, (near) => {
    const far = new WebSocket(hub.url);
    const waiting = [];
    near.onMessage((message) => (far.readyState === WebSocket.OPEN ? far.send(message) : waiting.push(message)));
    far.onopen = () => waiting.forEach((message) => far.send(message));
    far.onmessage = ({ data }) => near.send(String(data));
    far.onclose = () => near.close();
    // a page that went before its socket was through
    far.onerror = () => undefined;
    near.onClose(() => far.close());
  });
  return asked;
}
