import { callHost } from "./guest";

type Listener = (payload: unknown) => void;

/** `session.on` and `session.off`. A listener added or removed during an event counts from the next one. */
export class Emitter {
  private readonly listeners = new Map<string, Listener[]>();

  on(name: string, listener: Listener): void {
    if (typeof listener !== "function") return;
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  /** Without a listener: forgets all of that name. */
  off(name: string, listener?: Listener): void {
    const left = listener ? (this.listeners.get(name) ?? []).filter((one) => one !== listener) : [];
    this.listeners.set(name, left);
  }

  emit(name: string, payload: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) callHost(listener, payload);
  }
}
