/** Pages with plain forms: pending buttons, questions before the irreversible, passwords to look at, copying, times. */
import { auditPage } from "./audit";
import { copyOnClick } from "./lib/copy";
import { byId, make, setText } from "./lib/dom";
import { leadOut } from "./lib/framed";
import { showLocalTimes, tick } from "./lib/times";
import { explainSelectors } from "./lib/selectors";
import { say } from "../words/say";

const each = <E extends HTMLElement>(selector: string, action: (element: E) => void): void => document.querySelectorAll<E>(selector).forEach(action);

leadOut(window.parent !== window, document.querySelectorAll<HTMLAnchorElement>("a[href]"));
each<HTMLFormElement>("form[data-confirm]", confirmFirst);
each<HTMLFormElement>("form[data-pending]", showPending);
each<HTMLInputElement>("input[data-reveal]", revealable);
each<HTMLInputElement>("input[data-same-as]", mustRepeat);
each<HTMLFormElement>("form[data-show-on-change]", showOnChange);
each<HTMLTextAreaElement>("textarea[data-selectors]", explainSelectors);
each<HTMLButtonElement>("button[data-copy]", (button) => {
  button.hidden = false;
  copyOnClick(button, () => byId(button.dataset["copy"] ?? "").textContent ?? "");
});
tick();
showLocalTimes();
const audit = document.getElementById("audit");
if (audit) auditPage(audit);

/** A second click would post twice. Coming back by the browser's history finds the button usable again. */
function showPending(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  if (!button) return;
  const label = button.textContent ?? "";
  const set = (pending: boolean): void => {
    button.disabled = pending;
    setText(button, pending ? (form.dataset["pending"] ?? label) : label);
  };
  form.addEventListener("submit", () => set(true));
  window.addEventListener("pageshow", () => set(false));
}

function confirmFirst(form: HTMLFormElement): void {
  const dialog = byId<HTMLDialogElement>("confirm-dialog");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    setText(byId("confirm-text"), form.dataset["confirm"] ?? "");
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && form.submit(), { once: true });
  });
}

function revealable(input: HTMLInputElement): void {
  const name = document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent ?? "";
  const button = make("button", "button quiet small reveal");
  button.type = "button";
  const holder = make("div", "reveal-holder");
  input.replaceWith(holder);
  holder.append(input, button);
  const set = (shown: boolean): void => {
    input.type = shown ? "text" : "password";
    setText(button, shown ? say("reveal-hide") : say("reveal-show"));
    button.setAttribute("aria-label", shown ? say("reveal-hide-label", { name }) : say("reveal-show-label", { name }));
  };
  set(false);
  button.addEventListener("click", () => set(input.type === "password"));
  // Password managers and the browser's history must not keep it as plain text.
  input.form?.addEventListener("submit", () => set(false));
}

function mustRepeat(input: HTMLInputElement): void {
  const first = byId<HTMLInputElement>(input.dataset["sameAs"] ?? "");
  const check = (): void => input.setCustomValidity(input.value !== "" && input.value !== first.value ? say("field-passwords-differ") : "");
  input.addEventListener("input", check);
  first.addEventListener("input", check);
}

/** Without scripts the button is always there; with them it appears once there is something to send. */
function showOnChange(form: HTMLFormElement): void {
  const select = form.querySelector("select");
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  if (!select || !button) return;
  const before = select.value;
  // Sending at once would surprise whoever passes through the values with the keyboard (WCAG 3.2.2).
  button.hidden = true;
  select.addEventListener("change", () => (button.hidden = select.value === before));
}
