// What the stand-in for the server answers to a customer who asks for help, and a stand-in for the engine's SDK.

// Follows the loader's contract: takes over the placeholder, then runs the `init` that came too early.
const SDK = `(() => {
  const handlers = {};
  window.calls = [];
  const session = {
    start(options, callback) { calls.push(["start", options]); callback && callback({ success: true }); },
    join() { calls.push(["join"]); },
    end() { calls.push(["end"]); window.fire("session_ended", { reason: "customer_ended" }); },
    on(name, handler) { (handlers[name] ??= []).push(handler); },
    getSessionInfo: () => ({ sessionStatus: sessionStorage.getItem("stub") ?? "session_idle" }),
  };
  window.fire = (name, payload) => (handlers[name] ?? []).forEach((handler) => handler(payload));
  window.ZoomCobrowseSDK = { init(settings, callback) { window.settings = settings; callback({ success: true, session }); } };
  const early = window.ZoomCobrowseSDKInitArgs;
  if (early) window.ZoomCobrowseSDK.init(early[0], early[1]);
})();`;

/** Lets help be asked for at this server. */
export function answerHelp(server) {
  server.api.set("GET /api/config", { body: { engine: "builtin", baseUrl: server.url, sdkKey: "key", pinMode: "auto", asksConsent: true } });
  server.api.set("GET /static/resource/sdk/key/js", { type: "text/javascript", body: SDK });
  server.api.set("POST /api/customer/start", { status: 201, body: { sessionId: "s-1", token: "t", reportToken: "r", sdkKey: "key", baseUrl: server.url, expiresAt: "" } });
  server.api.set("POST /api/sessions/s-1/pin", { body: { sessionId: "s-1", state: "waiting", validUntil: new Date(Date.now() + 600_000).toISOString() } });
  server.api.set("POST /api/sessions/s-1/events", { status: 202, body: {} });
}
