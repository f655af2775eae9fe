/** The sheet behind `?`: every shortcut of the desk, from the one table. */
import { find } from "../../words/say";
import { byId, make, slot } from "../lib/dom";
import { SHORTCUTS, type Shortcut } from "../../shared/shortcuts";

/** `letters`: single letters are on. Opens the sheet; `Escape` closes it, as any dialog. */
export function openSheet(letters: boolean): void {
  const dialog = byId<HTMLDialogElement>("shortcuts");
  if (dialog.open) return dialog.close();
  for (const where of ["page", "draw", "help", "view", "session"] as const) {
    slot(dialog, where).replaceChildren(...SHORTCUTS.filter((shortcut) => shortcut.where === where).flatMap(line));
  }
  slot(dialog, "off").hidden = letters;
  dialog.showModal();
}

function line({ name, key }: Shortcut): HTMLElement[] {
  const keys = key === "Alt+1" ? ["Alt", "1 … 9"] : [key.toUpperCase()];
  const pressed = keys.flatMap((one, place) => [...(place ? [" + "] : []), make("kbd", "", one)]);
  return [make("dt", "", ...pressed), make("dd", "", find(`shortcut-${name}`) ?? name)];
}
