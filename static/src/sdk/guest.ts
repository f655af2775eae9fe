/** Manners of a guest on somebody's page: what the host's own functions throw is theirs, and never stops us. */

/** Hands an error to the page's error handlers without unwinding the caller. */
export function reportLater(error: unknown): void {
  if (typeof reportError === "function") reportError(error);
  else
    setTimeout(() => {
      throw error;
    });
}

/** Calls a function of the host page, if it is one. */
export function callHost(listener: unknown, payload: unknown): void {
  if (typeof listener !== "function") return;
  try {
    listener(payload);
  } catch (error) {
    reportLater(error);
  }
}
