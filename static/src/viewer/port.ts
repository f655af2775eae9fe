/** The viewer's one door: a single MessagePort from the desk. */

/** What {@link acceptPort} needs to know of a window; the real one fits. */
type Door = {
  readonly parent: unknown;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
};

/** Calls `accepted` with the first port that the parent sends from exactly `origin`, and then listens no more. */
export function acceptPort(door: Door, origin: string, accepted: (port: MessagePort) => void): void {
  const listener = (event: MessageEvent): void => {
    const port = event.ports[0];
    if (event.origin !== origin || event.source !== door.parent || event.ports.length !== 1 || !port) return;
    door.removeEventListener("message", listener);
    accepted(port);
  };
  door.addEventListener("message", listener);
}
