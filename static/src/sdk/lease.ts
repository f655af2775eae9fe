/** One live session per browser and site (reference §7): the tab that shares holds a lease for as long as it does. */

import { randomId } from "./recovery";

export interface Lease {
  release(): void;
}

/** How a tab asks for the lease. */
export interface LeaseWish {
  /** How long another tab may take to let go, milliseconds. */
  readonly waitMs: number;
  /** Takes it from a tab that does not let go. */
  readonly isTakeover: boolean;
  /** Another tab has taken it from us. */
  readonly onTaken: () => void;
}

const RENEW_MS = 4_000;
const VALID_MS = 12_000;
const POLL_MS = 100;

/** The lease, or `null` if another tab still holds it after the wait. */
export function takeLease(name: string, wish: LeaseWish): Promise<Lease | null> {
  return navigator.locks ? lockLease(navigator.locks, name, wish) : storageLease(name, wish);
}

/** The browser itself frees a Web Lock when the tab dies. */
function lockLease(locks: LockManager, name: string, { waitMs, isTakeover, onTaken }: LeaseWish): Promise<Lease | null> {
  return new Promise((resolve) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), waitMs);
    let isHeld = false;
    const hold = () =>
      new Promise<void>((release) => {
        clearTimeout(timer);
        isHeld = true;
        resolve({ release });
      });
    locks.request(name, isTakeover ? { steal: true } : { signal: patience.signal }, hold).catch(() => {
      clearTimeout(timer);
      if (isHeld) return onTaken();
      // Anything but our own impatience means that this page may not lock: then nobody is kept out.
      resolve(patience.signal.aborted ? null : UNGUARDED);
    });
  });
}

const UNGUARDED: Lease = { release: () => undefined };

/** For browsers without Web Locks (Safari before 15.4, Firefox before 96): a dated entry, renewed while it holds. */
async function storageLease(name: string, { waitMs, isTakeover, onTaken }: LeaseWish): Promise<Lease | null> {
  const owner = ` ${randomId()}`;
  const isOurs = () => localStorage.getItem(name)?.endsWith(owner);
  const renew = () => localStorage.setItem(name, Date.now() + VALID_MS + owner);
  try {
    for (let waited = 0; !isTakeover && isTaken(name); waited += POLL_MS) {
      if (waited >= waitMs) return null;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    renew();
  } catch {
    return UNGUARDED;
  }
  const timer = setInterval(() => {
    if (isOurs()) return renew();
    clearInterval(timer);
    onTaken();
  }, RENEW_MS);
  return {
    release() {
      clearInterval(timer);
      if (isOurs()) localStorage.removeItem(name);
    },
  };
}

function isTaken(name: string): boolean {
  return Number.parseInt(localStorage.getItem(name) ?? "") > Date.now();
}
