/** One live session per browser and site (reference §7): the tab that shares holds a lease for as long as it does. */

export interface Lease {
  release(): void;
}

const RENEW_MS = 4_000;
const VALID_MS = 12_000;
const POLL_MS = 100;

/** The lease, or `null` if another tab still holds it after `waitMs`. */
export function takeLease(name: string, waitMs: number): Promise<Lease | null> {
  return navigator.locks ? lockLease(navigator.locks, name, waitMs) : storageLease(name, waitMs);
}

/** The browser itself frees a Web Lock when the tab dies. */
function lockLease(locks: LockManager, name: string, waitMs: number): Promise<Lease | null> {
  return new Promise((resolve) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), waitMs);
    const hold = () =>
      new Promise<void>((release) => {
        clearTimeout(timer);
        resolve({ release });
      });
    locks.request(name, { signal: patience.signal }, hold).catch(() => {
      clearTimeout(timer);
      // Anything but our own impatience means that this page may not lock: then nobody is kept out.
      resolve(patience.signal.aborted ? null : UNGUARDED);
    });
  });
}

const UNGUARDED: Lease = { release: () => undefined };

/** For browsers without Web Locks (Safari before 15.4, Firefox before 96): a dated entry, renewed while it holds. */
async function storageLease(name: string, waitMs: number): Promise<Lease | null> {
  try {
    for (let waited = 0; isTaken(name); waited += POLL_MS) {
      if (waited >= waitMs) return null;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const renew = () => localStorage.setItem(name, String(Date.now() + VALID_MS));
    renew();
    const timer = setInterval(renew, RENEW_MS);
    return {
      release() {
        clearInterval(timer);
        localStorage.removeItem(name);
      },
    };
  } catch {
    return UNGUARDED;
  }
}

function isTaken(name: string): boolean {
  return Number(localStorage.getItem(name)) > Date.now();
}
