/** Embeds the viewer, which lives on an origin of its own, and talks to it over one port. */

import { parseFromViewer, type FromViewer, type ToViewer } from "../shared/viewer-port";
import { language, say } from "../words/say";

/** Milliseconds the viewer may take to load and answer. */
const READY_WITHIN = 15_000;

export class ViewerFrame {
  readonly #port: MessagePort;

  /** Adds the frame to `place`. Frames may be sent at once: the port keeps them until the viewer listens. */
  constructor(place: HTMLElement, origin: string, heard: (message: FromViewer) => void, missing: () => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const overdue = setTimeout(missing, READY_WITHIN);
    port1.onmessage = ({ data }) => {
      const message = parseFromViewer(data);
      if (message?.type === "ready") clearTimeout(overdue);
      if (message) heard(message);
    };
    const frame = document.createElement("iframe");
    // Same origin with itself only: the viewer's origin is not ours, so the sandbox keeps it off the desk and off the top.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    frame.referrerPolicy = "no-referrer";
    frame.title = say("desk-page");
    frame.addEventListener("load", () => frame.contentWindow?.postMessage({ type: "connect" }, origin, [port2]), { once: true });
    frame.src = `${origin}/viewer?lang=${language()}`;
    place.replaceChildren(frame);
  }

  picture(frame: ArrayBuffer): void {
    this.#port.postMessage(frame, [frame]);
  }

  tell(message: ToViewer): void {
    this.#port.postMessage(message);
  }

  close(): void {
    this.#port.close();
  }
}
