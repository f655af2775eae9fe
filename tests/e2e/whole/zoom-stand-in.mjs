// What Zoom's hosts serve, as far as the pages use it: an SDK and a desk that meet over a hub on this machine. The browser asks
// Zoom's own addresses; the test answers in their place.
import { once } from "node:events";
import WebSocket, { WebSocketServer } from "ws";

export const ZOOM = "https://us01-zcb.zoom.us";

/** Joins customers and agents by PIN. Keeps the tokens it was shown. */
export async function startHub() {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const rooms = new Map();
  const tokens = [];
  server.on("connection", (socket) => {
    let room;
    socket.on("message", (bytes) => {
      const message = JSON.parse(bytes.toString());
      if (message.type === "start") {
        tokens.push(message.token);
        room = { pin: String(100_000 + Math.floor(Math.random() * 900_000)), customer: socket, desks: new Set() };
        rooms.set(room.pin, room);
        socket.send(JSON.stringify({ type: "pincode_updated", pincode: room.pin }));
        socket.send(JSON.stringify({ type: "session_started" }));
      } else if (message.type === "join") {
        tokens.push(message.token);
        room = rooms.get(message.pin);
        if (!room) return socket.send(JSON.stringify({ type: "refused" }));
        room.desks.add(socket);
        const { user_id: userId, user_name: userName } = claimsOf(message.token);
        socket.send(JSON.stringify({ type: "joined" }));
        room.customer.send(JSON.stringify({ type: "agent_joined", userId, userName }));
      } else if (message.type === "text") {
        for (const desk of room.desks) desk.send(JSON.stringify(message));
      } else if (message.type === "end") {
        rooms.delete(room.pin);
        for (const desk of room.desks) desk.send(JSON.stringify({ type: "ended" }));
        socket.send(JSON.stringify({ type: "session_ended" }));
      }
    });
  });
  return { url: `ws://127.0.0.1:${server.address().port}`, tokens, stop: () => (server.clients.forEach((client) => client.terminate()), server.close()) };
}

export function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
}

/** Answers for Zoom in one browser context; `asked` keeps every request that came. */
export async function answerForZoom(context, hub) {
  const asked = [];
  await context.route(`${ZOOM}/**`, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    asked.push({ url: request.url(), referer: (await request.allHeaders()).referer ?? "" });
    if (url.pathname.startsWith("/static/resource/sdk/")) return route.fulfill({ contentType: "text/javascript", body: SDK });
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
    near.onClose(() => far.close());
  });
  return asked;
}

/** As Zoom's loader contract wants it: runs the `init` that was called before it was there. */
const SDK = `(() => {
  const handlers = {};
  const fire = (name, payload) => (handlers[name] ?? []).forEach((handler) => handler(payload));
  let socket, status;
  const session = {
    on(name, handler) { (handlers[name] ??= []).push(handler); },
    off() {},
    getSessionInfo() { return { sessionStatus: status }; },
    start({ sdkToken }, done) {
      socket = new WebSocket("wss://us01-zcb.zoom.us/hub");
      socket.onopen = () => { socket.send(JSON.stringify({ type: "start", token: sdkToken })); done?.({ success: true }); };
      socket.onmessage = ({ data }) => { const { type, ...payload } = JSON.parse(data); window.zoomEvents.push([type, payload]); fire(type, payload); };
      document.addEventListener("input", (event) => socket.send(JSON.stringify({ type: "text", text: event.target.value })));
    },
    join() {},
    end() { window.zoomEvents.push(["end called", {}]); socket.send(JSON.stringify({ type: "end" })); },
  };
  window.zoomEvents = [];
  const waiting = window.ZoomCobrowseSDKInitArgs;
  window.ZoomCobrowseSDK = { init(settings, done) { window.zoomSettings = settings; done({ success: true, session }); } };
  if (waiting) window.ZoomCobrowseSDK.init(...waiting);
})();`;

const DESK = `<!doctype html><title>Zoom Cobrowse</title><form><label>PIN code <input id="pin"></label><button>Join</button></form><p id="state">Enter the PIN</p><p id="page"></p>
<script>
  const token = new URL(location.href).searchParams.get("access_token");
  window.came = { referrer: document.referrer, length: history.length };
  const socket = new WebSocket("wss://us01-zcb.zoom.us/hub");
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "text") document.getElementById("page").textContent = message.text;
    else document.getElementById("state").textContent = message.type;
  };
  document.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    socket.send(JSON.stringify({ type: "join", token, pin: document.getElementById("pin").value.replace(/\\s/g, "") }));
  };
</script>`;
