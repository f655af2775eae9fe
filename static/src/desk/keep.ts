/** Remembers the seat for a reload, in this tab only. Where storage is blocked, the agent types the PIN again. */

const PREFIX = "cobroker.seat:";

/** The storage of a browser; the real one fits. Reading the property itself may throw. */
type Storages = { readonly sessionStorage: Pick<Storage, "getItem" | "setItem" | "removeItem"> };

export class Keep {
  constructor(private readonly window: Storages) {}

  get(name: string): string | null {
    return this.#try((storage) => storage.getItem(PREFIX + name)) ?? null;
  }

  put(name: string, seat: string): void {
    this.#try((storage) => storage.setItem(PREFIX + name, seat));
  }

  forget(name: string): void {
    this.#try((storage) => storage.removeItem(PREFIX + name));
  }

  #try<T>(act: (storage: Storages["sessionStorage"]) => T): T | undefined {
    try {
      return act(this.window.sessionStorage);
    } catch {
      return undefined;
    }
  }
}
