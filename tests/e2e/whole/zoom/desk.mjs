// What the stand-in serves as Zoom's hosted desk (Zoom reference §4): a PIN form, the page, and the ways out. It tells its
// parent nothing, because no such contract is documented.
export const DESK = `<!doctype html><title>Zoom Cobrowse</title>
<form><label>PIN code <input id="pin"></label><button>Join</button></form>
<p id="state">Enter the PIN</p><p id="page"></p><p><button id="leave">Leave Cobrowse</button><button id="end">End</button></p>
<script>(${desk})();</script>`;

/* global document, window, location, history, WebSocket */
function desk() {
  const token = new URL(location.href).searchParams.get("access_token");
  window.came = { referrer: document.referrer, length: history.length };
  const socket = new WebSocket("wss://us01-zcb.zoom.us/hub");
  const show = (id, text) => (document.getElementById(id).textContent = text);
  const send = (type, payload) => socket.send(JSON.stringify({ type, ...payload }));
  socket.onmessage = ({ data }) => {
    const { type, text, code, exception } = JSON.parse(data);
    if (type === "text") show("page", text);
    else show("state", type === "refused" ? exception + " (" + code + ")" : type);
  };
  document.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    send("join", { token, pin: document.getElementById("pin").value.replace(/\s/g, "") });
  };
  document.getElementById("leave").onclick = () => send("leave");
  document.getElementById("end").onclick = () => send("agentEnds");
}
