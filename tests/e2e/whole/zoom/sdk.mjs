// What the stand-in serves as Zoom's SDK: the loader contract and the customer's API of the Zoom reference §§3.2, 5 and 6.

/** The bundle for one SDK key; another key in the address makes `init` fail. */
export const sdkFor = (known) => `(${bundle})(${JSON.stringify(known)});`;

/* global document, window, sessionStorage, WebSocket */
function bundle(known) {
  if (window.ZoomCobrowseSDK?.isReal) return;
  const MEMORY = "zcb";
  const ATTEMPTS = 2;
  const handlers = {};
  let socket = null;
  let phase = "idle";
  let attempts = 0;
  let starting = null;
  window.zoomEvents = [];

  function fire(name, payload) {
    window.zoomEvents.push([name, payload]);
    (handlers[name] ?? []).forEach((handler) => handler(payload));
  }
  function fail(code, exception, done) {
    const error = { code, errorMsg: exception, exception };
    done?.({ success: false, error });
    fire("session_error", error);
  }
  const send = (type, payload = {}) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ type, ...payload }));

  /** A socket whose first word is sent when it opens. */
  function connect(type, payload) {
    const mine = (socket = new WebSocket("wss://us01-zcb.zoom.us/hub"));
    mine.onopen = () => send(type, payload);
    mine.onmessage = ({ data }) => mine === socket && hear(JSON.parse(data));
    mine.onclose = () => mine === socket && lost();
  }
  function lost() {
    if (phase !== "live" && phase !== "reconnecting") return;
    if (attempts++ >= ATTEMPTS) return over({ endReason: "Network connection error" });
    phase = "reconnecting";
    fire("session_reconnecting", { attempt: attempts, maxAttempts: ATTEMPTS });
    setTimeout(() => connect("rejoin", { resume: sessionStorage.getItem(MEMORY) }), 200 * attempts);
  }
  function over(payload) {
    phase = "idle";
    sessionStorage.removeItem(MEMORY);
    socket = null;
    fire("session_ended", payload);
  }
  function hear({ type, ...payload }) {
    const done = starting;
    if (type === "started") {
      [phase, starting, attempts] = ["live", null, 0];
      sessionStorage.setItem(MEMORY, payload.resume);
      done?.({ success: true });
      fire("pincode_updated", { pincode: payload.pincode });
      fire("session_started");
    } else if (type === "resumed") {
      [phase, attempts] = ["live", 0];
      fire("session_started");
    } else if (type === "refused") {
      const rejoining = phase === "joining" || phase === "reconnecting";
      [phase, starting] = ["idle", null];
      fail(payload.code, payload.exception, done);
      if (rejoining) over({ endReason: "The session ended" });
    } else if (type === "session_ended") over(payload);
    else fire(type, payload);
  }

  const session = {
    on(name, handler) {
      (handlers[name] ??= []).push(handler);
    },
    off(name, handler) {
      handlers[name] = (handlers[name] ?? []).filter((one) => handler && one !== handler);
    },
    getSessionInfo: () => ({ sessionStatus: phase === "recoverable" ? "session_recoverable" : `session_${phase}` }),
    start({ sdkToken, customPinCode }, done) {
      if (phase === "starting" || phase === "joining") return fail(1002, "SESSION_CONNECTING_IN_PROGRESS", done);
      if (phase === "ending") return fail(1017, "SESSION_CANCELING_IN_PROGRESS", done);
      if (phase === "live" || phase === "reconnecting") return fail(1004, "SESSION_COUNT_LIMIT", done);
      [phase, starting] = ["starting", done];
      connect("start", { token: sdkToken, customPinCode, page: location.href });
    },
    join() {
      if (phase !== "recoverable") return fail(1011, "SESSION_JOIN_FAILED");
      phase = "joining";
      connect("rejoin", { resume: sessionStorage.getItem(MEMORY) });
    },
    end() {
      window.zoomEvents.push(["end called", {}]);
      if (phase !== "live") return;
      phase = "ending";
      send("end");
    },
  };
  document.addEventListener("input", (event) => phase === "live" && send("text", { text: event.target.value }));

  /** Asks whether the session of the page before can be taken up. */
  function recoverable(resume) {
    return new Promise((answer) => {
      const one = new WebSocket("wss://us01-zcb.zoom.us/hub");
      one.onopen = () => one.send(JSON.stringify({ type: "status", resume }));
      one.onmessage = ({ data }) => {
        one.close();
        answer(JSON.parse(data).recoverable === true);
      };
      one.onerror = () => answer(false);
    });
  }
  async function init(settings, done) {
    window.zoomSettings = settings;
    if (!known) return done?.({ success: false, error: { code: 1001, errorMsg: "SESSION_START_FAILED" } });
    const resume = sessionStorage.getItem(MEMORY);
    if (resume && (await recoverable(resume))) phase = "recoverable";
    done?.({ success: true, session, sdkInfo: { version: "stand-in" } });
  }
  const waiting = window.ZoomCobrowseSDKInitArgs;
  window.ZoomCobrowseSDK = { isReal: true, init };
  delete window.ZoomCobrowseSDKInitArgs;
  if (waiting) void init(...waiting);
}
