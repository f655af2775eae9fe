/** The floating button, and the note beside it for what goes wrong before the panel is there. */
import type { Launcher } from "../contract";

/** A speech bubble with a question in it, 24 units wide. */
const ICON = "M12 3a9 8.5 0 0 0-7.4 13.3L3.5 21l4.9-1.4A9 8.5 0 1 0 12 3Zm-2.4 6.2a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.8m0 3v.1";

export interface Button extends Launcher {
  /** Shows a sentence beside the button, or takes it away with `""`. `close` is what puts it away is called. */
  note(text: string, close: string): void;
  busy(isBusy: boolean): void;
}

export function launcher(box: HTMLElement, isWanted: () => boolean, press: () => void): Button {
  const button = make("button", "cb-help-launcher");
  const label = make("span", "cb-help-label");
  const note = make("div", "cb-help-note");
  const words = make("p", "");
  const close = make("button", "");
  note.setAttribute("role", "alert");
  note.hidden = true;
  button.type = close.type = "button";
  button.append(icon(), label);
  close.onclick = () => {
    show("");
    button.focus();
  };
  button.onclick = press;
  box.append(note, button);

  function show(text: string): void {
    note.hidden = text === "";
    words.textContent = text;
    if (text) note.append(words, close);
    else note.textContent = "";
  }

  return {
    button,
    say(text, live) {
      if (label.textContent !== text) label.textContent = text;
      button.classList.toggle("cb-help-is-live", live);
    },
    show: (shown) => void (button.hidden = !shown || !isWanted()),
    note(text, closing) {
      close.textContent = closing;
      show(text);
    },
    busy: (isBusy) => (isBusy ? button.setAttribute("aria-busy", "true") : button.removeAttribute("aria-busy")),
  };
}

function make<Tag extends "button" | "span" | "div" | "p">(tag: Tag, className: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

function icon(): Element {
  const draw = (tag: string): Element => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const [svg, path] = [draw("svg"), draw("path")];
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICON);
  svg.append(path);
  return svg;
}
