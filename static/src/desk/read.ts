/** The desk's half of reading the page by keys: the button, its key, and the way back. */

import type { FromViewer } from "../shared/viewer-port";
import type { State } from "./state";
import type { DeskTool, ToolContext } from "./tools";
import { say } from "../words/say";


/** Milliseconds. */
const SOON = 300;

export function readTool(context: ToolContext): DeskTool {
  return new ReadDesk(context);
}

class ReadDesk implements DeskTool {
  readonly #button = document.getElementById("read") as HTMLButtonElement;
  #isOn = false;
  #isLive = false;

  constructor(private readonly context: ToolContext) {
    this.#button.onclick = () => void this.#toggle();
  }

  changed({ phase, room }: State): void {
    this.#isLive = room?.consented === true && phase !== "ended" && phase !== "failed" && phase !== "denied";
    if (!this.#isLive) this.#put(false);
  }

  viewed(message: FromViewer): void {
    // a viewer that starts anew knows of nothing
    if (message.type === "ready") this.#put(false);
    if (message.type !== "read_ended") return;
    this.#put(false);
    if (message.focus) this.#takeFocus();
  }

  /** The browser's word on where the focus is comes from another process, and may come after ours. */
  #takeFocus(): void {
    this.#button.focus();
    setTimeout(() => document.activeElement?.tagName === "IFRAME" && !this.#isOn && this.#button.focus(), SOON);
  }

  pressed({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">): boolean {
    if (ctrlKey || metaKey) return false;
    if (key === "Escape" && this.#isOn) return this.#toggle();
    return key.toLowerCase() === "w" && this.#toggle();
  }

  #toggle(): boolean {
    if (!this.#isLive) return false;
    this.#put(!this.#isOn);
    this.context.tell({ type: "read", on: this.#isOn });
    if (!this.#isOn) return true;
    this.context.announce(say("desk-reading"));
    this.context.focusPicture();
    return true;
  }

  #put(isOn: boolean): void {
    this.#isOn = isOn;
    this.#button.setAttribute("aria-pressed", String(isOn));
  }
}
