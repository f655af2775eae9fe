/** Remembers, in this tab, that there is a session to come back to. The seat itself is the desk's own secret. */

/** A desk that is gone gives up its seat after this. Milliseconds. */
const SEAT = 30_000;

type Storages = { readonly sessionStorage: Pick<Storage, "getItem" | "setItem" | "removeItem"> };

export class Memory {
  readonly #name: string;

  constructor(
    private readonly window: Storages,
    sdkKey: string,
  ) {
    this.#name = `cobroker.agent:${sdkKey}`;
  }

  /** The session whose seat still waits at `now` (milliseconds since 1970), or `null`. */
  session(now: number): string | null {
    const { sessionId, left } = this.#read();
    if (typeof sessionId !== "string" || sessionId === "") return null;
    return typeof left === "number" && now - left > SEAT ? null : sessionId;
  }

  put(sessionId: string): void {
    this.#write({ sessionId });
  }

  /** The page goes, perhaps to come back. */
  leaves(now: number): void {
    const { sessionId } = this.#read();
    if (sessionId !== undefined) this.#write({ sessionId, left: now });
  }

  forget(): void {
    try {
      this.window.sessionStorage.removeItem(this.#name);
    } catch {
      // where nothing is kept there is nothing to forget
    }
  }

  #read(): { sessionId?: unknown; left?: unknown } {
    try {
      return (JSON.parse(this.window.sessionStorage.getItem(this.#name) ?? "{}") ?? {}) as { sessionId?: unknown; left?: unknown };
    } catch {
      return {};
    }
  }

  #write(value: object): void {
    try {
      this.window.sessionStorage.setItem(this.#name, JSON.stringify(value));
    } catch {
      // then a reload begins anew
    }
  }
}
