/** The PIN in large type, how long it is good for, and a way to copy it. */
import { grouped } from "../../pages/lib/pin";
import type { Help } from "../help-state";
import { button, make, text } from "./elements";
import { spelled, validityText, type Say } from "./wording";

/** Milliseconds for which the button says that it has copied. */
const TOLD = 2_000;

export interface PinView {
  readonly element: HTMLElement;
  show(help: Help): void;
}

export function pinView(say: Say, announce: (words: string) => void): PinView {
  const label = make("p", "cb-help-pin-label");
  const digits = make("span", "cb-help-pin");
  const spoken = make("span", "cb-help-unseen");
  const validity = make("p", "cb-help-valid");
  const copy = button("cb-help-plain cb-help-copy");
  // a screen reader reads the digits one by one, everybody else sees two groups
  digits.setAttribute("aria-hidden", "true");
  digits.dir = "ltr";
  const element = make("div", "cb-help-pin-holder", label, make("p", "cb-help-pin-line", digits, spoken), validity, copy);
  let pin = "";
  let told: ReturnType<typeof setTimeout> | undefined;

  copy.addEventListener("click", async () => {
    const copied = await copyText(pin);
    copy.textContent = say(copied ? "copied" : "copyByHand");
    announce(say(copied ? "copied" : "copyByHand"));
    clearTimeout(told);
    told = setTimeout(() => {
      told = undefined;
      copy.textContent = say("copy");
    }, TOLD);
  });

  return {
    element,
    show(help) {
      const usable = help.phase === "live" && help.helpers.length === 0 && !help.reconnecting ? help : null;
      pin = usable?.pin ?? "";
      element.hidden = pin === "";
      text(label, say("pinLabel"));
      text(digits, grouped(pin));
      text(spoken, spelled(pin));
      text(validity, usable?.validUntil ? validityText(Date.parse(usable.validUntil), Date.now(), say) : "");
      if (told === undefined) text(copy, say("copy"));
    },
  };
}

function copyText(value: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (!clipboard) return Promise.resolve(false);
  return clipboard.writeText(value).then(
    () => true,
    () => false,
  );
}
