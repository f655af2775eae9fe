/** The help panel at the bottom right of a page. It is part of the page, so the helper sees it too: there is no secret in it once somebody is in. */
import { grouped } from "../pages/lib/pin";
import { elapsed } from "../pages/lib/time";
import type { Help, Live } from "./help-state";

export interface PanelActions {
  start(): void;
  end(): void;
  dismiss(): void;
}

export interface Panel {
  show(help: Help): void;
}

/** Builds the panel at the end of `body`. */
export function panel(actions: PanelActions): Panel {
  const launcher = button("cb-help-launcher", "Get help");
  const box = make("section", "cb-help-box");
  const title = make("h2", "cb-help-title");
  const status = make("div", "cb-help-status");
  const pin = pinView();
  const buttons = make("div", "cb-help-buttons");
  const minimise = button("cb-help-close", "Hide");
  status.setAttribute("role", "status");
  box.setAttribute("aria-label", "Live help");
  box.id = "cb-help-box";
  launcher.setAttribute("aria-controls", box.id);
  minimise.setAttribute("aria-label", "Hide the help panel");
  const head = make("div", "cb-help-head", title, minimise);
  box.append(head, status, pin.element, buttons);
  document.body.append(make("div", "cb-help", box, launcher));

  let help: Help = { phase: "idle" };
  let open = false;
  let clock: ReturnType<typeof setInterval> | undefined;

  function draw(): void {
    const words = wordsFor(help);
    box.hidden = !open;
    launcher.hidden = open;
    launcher.setAttribute("aria-expanded", String(open));
    text(launcher, help.phase === "live" ? words.short : "Get help");
    launcher.className = `cb-help-launcher cb-help-is-${words.kind}`;
    box.className = `cb-help-box cb-help-is-${words.kind}`;
    text(title, words.title);
    if (status.textContent !== words.text) status.textContent = words.text;
    pin.show(help);
    drawButtons(words.kind);
    clearInterval(clock);
    if (help.phase === "live" && help.validUntil) clock = setInterval(() => pin.show(help), 1000);
  }

  /** Rebuilt only when they change, so that a focused button stays the same button. */
  function drawButtons(kind: string): void {
    if (buttons.getAttribute("data-kind") === kind) return;
    buttons.setAttribute("data-kind", kind);
    const hadFocus = buttons.contains(document.activeElement);
    buttons.textContent = "";
    for (const [label, className, action] of buttonsFor(kind)) {
      const made = button(className, label);
      made.addEventListener("click", action);
      buttons.append(made);
    }
    if (hadFocus) (buttons.querySelector("button") ?? minimise).focus();
  }

  function buttonsFor(kind: string): [string, string, () => void][] {
    const again: [string, string, () => void] = ["Try again", "cb-help-primary", actions.start];
    const close: [string, string, () => void] = ["Close", "cb-help-plain", hide];
    switch (kind) {
      case "waiting":
      case "active":
      case "reconnecting":
        return [["End session", "cb-help-danger", actions.end]];
      case "ended":
        return [["Get help again", "cb-help-primary", actions.start], close];
      case "failed":
        return [again, close];
      default:
        return [];
    }
  }

  function hide(): void {
    open = false;
    actions.dismiss();
    draw();
    launcher.focus();
  }

  launcher.addEventListener("click", () => {
    open = true;
    if (help.phase === "idle") actions.start();
    draw();
    minimise.focus();
  });
  minimise.addEventListener("click", hide);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  draw();

  return {
    show(now) {
      // What the customer should not miss opens the panel by itself.
      if (now.phase !== help.phase && now.phase !== "idle") open = true;
      help = now;
      draw();
    },
  };
}

interface Words {
  kind: "idle" | "starting" | "waiting" | "active" | "reconnecting" | "ended" | "failed";
  title: string;
  /** On the launcher while the panel is hidden. */
  short: string;
  text: string;
}

/** What the panel says in each state. */
export function wordsFor(help: Help): Words {
  switch (help.phase) {
    case "idle":
      return { kind: "idle", title: "Live help", short: "Get help", text: "" };
    case "starting":
      return { kind: "starting", title: "One moment", short: "Starting…", text: "We are getting a Support PIN for you…" };
    case "ended":
      return { kind: "ended", title: "Help ended", short: "Help ended", text: help.why };
    case "failed":
      return { kind: "failed", title: "Help could not start", short: "Help failed", text: help.why };
    case "live":
      return liveWords(help);
  }
}

function liveWords(live: Live): Words {
  if (live.reconnecting) return { kind: "reconnecting", title: "Reconnecting", short: "Reconnecting…", text: "The connection is away. Stay on this page, we are trying again." };
  if (live.helpers.length > 0) {
    const names = live.helpers.map(({ name }) => name).join(", ");
    return { kind: "active", title: "Help is here", short: `Live: ${names}`, text: `${names} can see this page. Fields marked as private stay hidden.` };
  }
  if (live.joining) return { kind: "waiting", title: "Help is coming", short: "Help is coming", text: `${live.joining} is joining. You will be asked before anything is shown.` };
  return { kind: "waiting", title: "Read us this PIN", short: "Your Support PIN", text: "Call 0800 555 0142 and read it out. You will be asked before anything is shown." };
}

function pinView(): { element: HTMLElement; show(help: Help): void } {
  const label = make("p", "cb-help-pin-label");
  const digits = make("p", "cb-help-pin");
  const validity = make("p", "cb-help-valid");
  const copy = button("cb-help-plain cb-help-copy", "Copy PIN");
  const element = make("div", "cb-help-pin-holder", label, digits, validity, copy);
  label.textContent = "Support PIN";
  let pin = "";
  copy.addEventListener("click", () => void copyPin(pin, copy));
  return {
    element,
    show(help) {
      const usable = help.phase === "live" && help.helpers.length === 0 && !help.reconnecting ? help : null;
      pin = usable?.pin ?? "";
      element.hidden = pin === "";
      text(digits, grouped(pin));
      text(validity, usable?.validUntil ? validityText(Date.parse(usable.validUntil), Date.now()) : "");
    },
  };
}

/** How long a PIN still lets somebody in. Milliseconds since the epoch. */
export function validityText(until: number, now: number): string {
  return until > now ? `Valid for another ${elapsed(until - now + 999)}` : "This PIN is no longer valid.";
}

async function copyPin(pin: string, control: HTMLElement): Promise<void> {
  const copied = await navigator.clipboard.writeText(pin).then(
    () => true,
    () => false,
  );
  control.textContent = copied ? "Copied" : "Copy by hand";
  setTimeout(() => (control.textContent = "Copy PIN"), 2000);
}

function make(tag: string, className: string, ...content: HTMLElement[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function button(className: string, label: string): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = label;
  return element;
}

function text(element: Element, value: string): void {
  if (element.textContent !== value) element.textContent = value;
}
