/** Lets the panel step aside once help is here: it would lie over the page that both look at, and the button says the same in a line. */

/** Long enough to read it. Milliseconds. */
export const READING = 8_000;

export interface StepAside {
  /** After each change; `isActive`: somebody sees the page. */
  changed(isActive: boolean): void;
  /** The customer wants to see it: it stays. */
  stay(): void;
}

/** `isInUse` is asked when the time has come; whoever points at the panel or is at one of its buttons gets as long again. */
export function stepAside(isInUse: () => boolean, hide: () => void): StepAside {
  let was = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(): void {
    timer = setTimeout(() => (isInUse() ? wait() : hide()), READING);
  }

  function stay(): void {
    clearTimeout(timer);
  }

  return {
    changed(isActive) {
      if (isActive === was) return;
      was = isActive;
      stay();
      if (isActive) wait();
    },
    stay,
  };
}
