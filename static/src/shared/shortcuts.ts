/**
 * Every shortcut of the desk, its frame's included: handlers, `aria-keyshortcuts` and the sheet behind `?` are made of this one table.
 * Single letters can be switched off (WCAG 2.1.4), those with Alt and Escape stay.
 */

export interface Shortcut {
  /** What it is called in the code and in `locales/`: `shortcut-NAME`. */
  readonly name: string;
  /** As `KeyboardEvent.key` in small letters; `Alt+1` with its modifier. */
  readonly key: string;
  /** Where it works: on the page around, or in the desk with the customer's page. */
  readonly where: "page" | "draw" | "help" | "view" | "session";
}

export const SHORTCUTS = [
  { name: "sheet", key: "?", where: "page" },
  { name: "tab", key: "Alt+1", where: "page" },
  { name: "pin", key: "i", where: "page" },
  { name: "next", key: "j", where: "page" },
  { name: "waiting", key: "q", where: "page" },
  { name: "note", key: "n", where: "page" },
  { name: "ticket", key: "t", where: "page" },
  { name: "look", key: "h", where: "draw" },
  { name: "point", key: "o", where: "draw" },
  { name: "pen", key: "p", where: "draw" },
  { name: "vanishing", key: "v", where: "draw" },
  { name: "rectangle", key: "r", where: "draw" },
  { name: "eraser", key: "e", where: "draw" },
  { name: "colour", key: "c", where: "draw" },
  { name: "undo", key: "z", where: "draw" },
  { name: "redo", key: "y", where: "draw" },
  { name: "clear", key: "x", where: "draw" },
  { name: "scroll", key: "s", where: "help" },
  { name: "propose", key: "g", where: "help" },
  { name: "zoom-in", key: "+", where: "view" },
  { name: "zoom-out", key: "-", where: "view" },
  { name: "fit", key: "0", where: "view" },
  { name: "full-screen", key: "f", where: "view" },
  { name: "read", key: "w", where: "view" },
  { name: "people", key: "u", where: "session" },
  { name: "masked", key: "m", where: "session" },
  { name: "leave", key: "l", where: "session" },
] as const satisfies readonly Shortcut[];

/** Those that are one sign. */
export type Letter = Exclude<(typeof SHORTCUTS)[number]["key"], `Alt+${string}`>;

export const LETTERS: readonly Letter[] = SHORTCUTS.map(({ key }) => key).filter((key): key is Letter => !key.startsWith("Alt+"));

/** Whether a letter is the page's around the desk. */
export function isOfPage(key: string): boolean {
  return SHORTCUTS.some((shortcut) => shortcut.where === "page" && shortcut.key === key.toLowerCase());
}

type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "defaultPrevented">;

/** The page's own shortcut in a key press, or `null`. `singles`: single letters are on. */
export function pageShortcut(event: Pressed, singles: boolean): { name: string; place?: number } | null {
  if (event.ctrlKey || event.metaKey || event.defaultPrevented) return null;
  if (event.altKey) {
    // by its place on the keyboard: with Alt some systems write other signs
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    return digit && !event.shiftKey ? { name: "tab", place: Number(digit) - 1 } : null;
  }
  if (!singles) return null;
  const key = event.key.toLowerCase();
  const found = SHORTCUTS.find((shortcut) => shortcut.where === "page" && shortcut.key === key);
  return found ? { name: found.name } : null;
}

/** Whether a key press belongs to what has the focus, not to the page. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}
