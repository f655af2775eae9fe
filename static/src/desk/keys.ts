/** Keyboard shortcuts: single keys, so they stay out of the way of fields, dialogs and the browser's own. */

import { isOfPage } from "../shared/shortcuts";
import { isKey, type Key } from "../shared/viewer-port";

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented">;

/** The shortcut in a key press, or `null`. */
export function shortcut(event: Pressed): Key | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const key = event.key === "=" ? "+" : event.key.toLowerCase();
  return isKey(key) && !isOfPage(key) ? key : null;
}
