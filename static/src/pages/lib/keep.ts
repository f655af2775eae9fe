/** What this browser keeps for a page. Where storage is blocked or full, nothing is kept, and nothing fails. */

type Kind = "localStorage" | "sessionStorage";

export function kept(kind: Kind, name: string): unknown {
  try {
    return JSON.parse(window[kind].getItem(`cobroker.${name}`) ?? "null");
  } catch {
    return null;
  }
}

/** `null` forgets. `false`: it could not be kept. */
export function keep(kind: Kind, name: string, value: unknown): boolean {
  try {
    if (value === null) window[kind].removeItem(`cobroker.${name}`);
    else window[kind].setItem(`cobroker.${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The names under `beginning` that something is kept under, without it. */
export function keptNames(kind: Kind, beginning: string): string[] {
  try {
    const whole = `cobroker.${beginning}`;
    return Object.keys(window[kind]).filter((name) => name.startsWith(whole)).map((name) => name.slice(whole.length));
  } catch {
    return [];
  }
}
