/** The panel: a dialog that is not modal, above the button that opens it. Knows no session; shows what it is given. */
import type { Stage } from "../contract";
import type { Help } from "../help-state";
import { button, make, text } from "./elements";
import { pinView } from "./pin-view";
import { wordsFor, type Circumstances, type Kind, type Say } from "./wording";

export interface ViewActions {
  start(): void;
  end(): void;
  /** Hidden by the customer. */
  hidden(): void;
}

export interface View {
  readonly isOpen: boolean;
  /** Whether somebody points at the panel, or is at one of its buttons. */
  readonly isInUse: boolean;
  /** `byPerson` moves the focus into the panel; what opens by itself leaves it where it is. */
  open(byPerson: boolean): void;
  close(): void;
  show(help: Help): void;
}

export function view(stage: Stage, say: Say, around: () => Circumstances, actions: ViewActions): View {
  const title = make("h2", "cb-help-title");
  const status = make("p", "cb-help-status");
  const news = make("div", "cb-help-unseen");
  const minimise = button("cb-help-close");
  const buttons = make("div", "cb-help-buttons");
  const pin = pinView(say, announce);
  const box = make("div", "cb-help-box", make("div", "cb-help-head", title, minimise), status, pin.element, buttons);
  const { launcher } = stage;
  let help: Help = { phase: "idle" };
  let open = false;
  let before: HTMLElement | null = null;
  let clock: ReturnType<typeof setInterval> | undefined;

  title.id = "cb-help-title";
  box.id = "cb-help-box";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-labelledby", title.id);
  news.setAttribute("role", "status");
  launcher.button.setAttribute("aria-haspopup", "dialog");
  minimise.addEventListener("click", hide);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    hide();
  });
  stage.box.prepend(box);
  stage.box.append(news);

  function announce(words: string): void {
    text(news, words);
  }

  function draw(): void {
    const shown = open && stage.settings.panel !== "none";
    const words = wordsFor(help, say, around());
    stage.box.setAttribute("aria-label", say("heading"));
    stage.box.classList.toggle("cb-help-lifted", words.kind === "active");
    box.hidden = !shown;
    box.className = `cb-help-box cb-help-is-${words.kind}`;
    launcher.show(!shown);
    launcher.say(help.phase === "idle" ? say("getHelp") : words.short, words.kind === "active");
    launcher.button.setAttribute("aria-expanded", String(shown));
    text(title, words.title);
    text(status, words.text);
    text(minimise, say("hide"));
    minimise.setAttribute("aria-label", say("hideLabel"));
    pin.show(help);
    drawButtons(words.kind);
    if (stage.settings.panel !== "none") announce(words.spoken);
    clearInterval(clock);
    if (help.phase === "live" && help.validUntil) clock = setInterval(() => pin.show(help), 1000);
  }

  /** Made anew only when they change, so that a focused button stays the same button. */
  function drawButtons(kind: Kind): void {
    const wanted = buttonsFor(kind);
    const signature = wanted.map(([label]) => label).join("\n");
    if (buttons.dataset["wanted"] === signature) return;
    buttons.dataset["wanted"] = signature;
    const hadFocus = buttons.contains(focused());
    buttons.textContent = "";
    for (const [label, className, action] of wanted) {
      const made = button(className);
      made.textContent = label;
      made.addEventListener("click", action);
      buttons.append(made);
    }
    // a keyboard must not fall out of the panel because its button went
    if (hadFocus) box.focus({ preventScroll: true });
  }

  function buttonsFor(kind: Kind): [string, string, () => void][] {
    const close: [string, string, () => void] = [say("close"), "cb-help-plain", hide];
    switch (kind) {
      case "waiting":
      case "active":
      case "reconnecting":
        return [[say("endSession"), "cb-help-danger", actions.end]];
      case "ended":
        return [[say("getHelpAgain"), "cb-help-primary", actions.start], close];
      case "failed":
        return [[say("tryAgain"), "cb-help-primary", actions.start], close];
      default:
        return [];
    }
  }

  function focused(): Element | null {
    return stage.root.activeElement;
  }

  function hide(): void {
    if (!open) return;
    const hadFocus = box.contains(focused());
    open = false;
    actions.hidden();
    draw();
    if (!hadFocus) return;
    const target = launcher.button.hidden ? before : launcher.button;
    target?.focus({ preventScroll: true });
  }

  return {
    get isOpen() {
      return open;
    },
    get isInUse() {
      const at = focused();
      return box.matches(":hover") || (at !== null && at !== box && box.contains(at));
    },
    open(byPerson) {
      const active = document.activeElement;
      if (!open && active instanceof HTMLElement) before = active;
      open = true;
      draw();
      if (byPerson && !box.hidden) box.focus({ preventScroll: true });
    },
    close: hide,
    show(now) {
      help = now;
      draw();
    },
  };
}
