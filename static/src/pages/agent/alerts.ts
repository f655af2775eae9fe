/** Tells what happens while the agent looks elsewhere: by sound, and by a notification of the system. Both only by choice. */
import { say } from "../../words/say";
import { byId, slot } from "../lib/dom";
import { ALERTS, readOptions, writeOptions, type Alert, type Options } from "./options";
import { play, tune } from "./sound";

export interface Alerts {
  /** `show` is called when the notification is pressed. */
  tell(alert: Alert, sentence: string, show: () => void): void;
  readonly options: Options;
}

/** Wires the dialog `#options`. `changed` hears of every change, and of what was kept at the beginning. */
export function alerts(agentId: string, changed: (options: Options) => void): Alerts {
  let options = readOptions(agentId);
  const dialog = byId<HTMLDialogElement>("options");
  const box = (name: string): HTMLInputElement => slot<HTMLInputElement>(dialog, name);
  const problem = slot(dialog, "problem");

  function draw(): void {
    box("letters").checked = options.letters;
    box("sound").checked = options.sound;
    box("notify").checked = options.notify && permission() === "granted";
    for (const alert of ALERTS) box(`about-${alert}`).checked = options.about[alert];
    dialog.querySelector("fieldset[data-about]")?.toggleAttribute("disabled", !options.sound && !options.notify);
  }

  async function choose(): Promise<void> {
    problem.textContent = "";
    const about = Object.fromEntries(ALERTS.map((alert) => [alert, box(`about-${alert}`).checked])) as Record<Alert, boolean>;
    options = { letters: box("letters").checked, sound: box("sound").checked, notify: box("notify").checked, about };
    if (options.sound) tune();
    if (options.notify && !(await allowed())) {
      options = { ...options, notify: false };
      problem.textContent = say("agent-options-refused");
    }
    if (!writeOptions(agentId, options)) problem.textContent = say("agent-options-not-kept");
    draw();
    changed(options);
  }

  dialog.addEventListener("change", (event) => {
    const soundOn = event.target === box("sound") && box("sound").checked;
    void choose().then(() => soundOn && play("consent"));
  });
  byId("options-open").addEventListener("click", () => {
    draw();
    dialog.showModal();
  });
  // a sound that was chosen on another day waits for the first press of this one
  if (options.sound) addEventListener("pointerdown", tune, { once: true });
  if (options.sound) addEventListener("keydown", tune, { once: true });
  draw();
  changed(options);

  return {
    tell(alert, sentence, show) {
      if (!options.about[alert]) return;
      if (options.sound) play(alert);
      // whoever sees the page needs no second word
      if (!options.notify || !document.hidden || permission() !== "granted") return;
      const note = new Notification(say("agent-notify-title"), { body: sentence, tag: `${alert} ${sentence}` });
      note.onclick = () => {
        window.focus();
        note.close();
        show();
      };
    },
    get options() {
      return options;
    },
  };
}

function permission(): string {
  return "Notification" in window ? Notification.permission : "denied";
}

/** Asked only now, because somebody has just ticked the box. */
async function allowed(): Promise<boolean> {
  if (permission() === "default") await Notification.requestPermission().catch(() => undefined);
  return permission() === "granted";
}
