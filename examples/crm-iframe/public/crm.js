// The page of one customer: the Support PIN goes to the CRM's back end, what comes back opens the desk.
import { deskInFrame } from "./desk-frame.js";
import { deskBySdk } from "./desk-sdk.js";

const form = document.querySelector("#connect");
const error = document.querySelector("#connect-error");
const desk = document.querySelector("#desk");
const ways = { sdk: deskBySdk, frame: deskInFrame };

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { pin, way } = form.elements;
  error.textContent = "";
  busy(true);
  try {
    const admission = await connect(pin.value);
    note("Live help asked for");
    desk.hidden = false;
    await ways[way.value](desk, admission, heard);
    pin.value = "";
    desk.scrollIntoView({ block: "start" });
  } catch (problem) {
    error.textContent = problem.message;
    close();
  }
});

/** Asks the CRM's own back end, which asks cobroker. The API key never comes here. */
async function connect(pincode) {
  const answer = await fetch("/api/connect", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ pincode }) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body;
}

/** What the desk tells the page around it. */
function heard(name, payload) {
  if (name === "session_joined") note("The customer agreed, live help began");
  if (name !== "session_ended" && name !== "session_left") return;
  note(`Live help is over: ${String(payload.reason ?? "you left").replaceAll("_", " ")}`);
  close();
}

function close() {
  desk.replaceChildren();
  desk.hidden = true;
  busy(false);
}

function busy(yes) {
  for (const control of form.elements) control.disabled = yes;
  if (!yes) form.elements.pin.focus();
}

function note(text) {
  const entry = document.createElement("li");
  entry.textContent = text;
  document.querySelector("#log").prepend(entry);
}
