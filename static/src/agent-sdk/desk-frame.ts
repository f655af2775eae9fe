/** Our desk in an element of the agents' page, and what it says (`docs/wire.md`, "Desk and its parents"). */

export type Told = { readonly type: string; readonly payload: { readonly [field: string]: unknown } };

export class DeskFrame {
  readonly #frame: HTMLIFrameElement;
  readonly #origin: string;
  readonly #hear: (event: MessageEvent) => void;

  constructor(root: Element, url: string, heard: (told: Told) => void) {
    this.#origin = new URL(url).origin;
    const frame = document.createElement("iframe");
    frame.title = "Co-browsing";
    frame.allow = `fullscreen ${this.#origin}`;
    frame.referrerPolicy = "no-referrer";
    // not by attribute: the page's policy may forbid inline styles
    Object.assign(frame.style, { width: "100%", height: "100%", border: "0", display: "block" });
    this.#frame = frame;
    this.#hear = ({ source, origin, data }) => {
      const told = source === frame.contentWindow && origin === this.#origin ? read(data) : null;
      if (told) heard(told);
    };
    window.addEventListener("message", this.#hear);
    root.replaceChildren(frame);
    // replaced, not set: the address is good once and does not belong into the history
    frame.contentWindow?.location.replace(url);
  }

  say(type: "leave" | "end"): void {
    this.#frame.contentWindow?.postMessage({ source: "cobrowse-agent-sdk", type }, this.#origin);
  }

  remove(): void {
    window.removeEventListener("message", this.#hear);
    this.#frame.remove();
  }
}

function read(data: unknown): Told | null {
  const { source, type, payload } = (data ?? {}) as { source?: unknown; type?: unknown; payload?: unknown };
  if (source !== "cobrowse-desk" || typeof type !== "string") return null;
  return { type, payload: typeof payload === "object" && payload !== null ? (payload as Told["payload"]) : {} };
}
