/** Remembers, in this tab, that there is a session to come back to, and the secret of the seat in it: framed pages often have no storage. */

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

  /** The seat's secret, or empty where the desk has not told it. */
  seat(): string {
    const { seat } = this.#read();
    return typeof seat === "string" ? seat : "";
  }

  put(sessionId: string): void {
    const before = this.#read();
    this.#write({ sessionId, ...(before.sessionId === sessionId && { seat: before.seat }) });
  }

  putSeat(seat: string): void {
    this.#write({ ...this.#read(), seat });
  }

  /** The page goes, perhaps to come back. */
  leaves(now: number): void {
    const known = this.#read();
    if (known.sessionId !== undefined) this.#write({ ...known, left: now });
  }

  forget(): void {
    try {
      this.window.sessionStorage.removeItem(this.#name);
    } catch {
      // where nothing is kept there is nothing to forget
    }
  }

  #read(): { sessionId?: unknown; left?: unknown; seat?: unknown } {
    try {
      return (JSON.parse(this.window.sessionStorage.getItem(this.#name) ?? "{}") ?? {}) as { sessionId?: unknown; left?: unknown; seat?: unknown };
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
