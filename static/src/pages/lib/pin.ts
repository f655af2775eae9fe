/** What people type and paste as a PIN. Pure: the field on the page only shows what these say. */

/** `digits` many digits, or letters and digits of the host site's own making. */
export type PinRule = { kind: "digits"; digits: number } | { kind: "custom" };

/** Longest custom PIN (Zoom reference, BYOP). */
export const CUSTOM_MAX = 10;

/** What counts of `text`: signs between groups go, wherever they are; letters of custom PINs become capitals. */
export function normalized(text: string, rule: PinRule): string {
  // Full-width and other scripts' digits come from keyboards of those languages.
  const plain = text.normalize("NFKC");
  return rule.kind === "digits"
    ? plain.replace(/[^0-9]/g, "").slice(0, rule.digits)
    : plain.replace(/[^0-9a-z]/gi, "").toUpperCase().slice(0, CUSTOM_MAX);
}

export function isComplete(value: string, rule: PinRule): boolean {
  return rule.kind === "digits" ? value.length === rule.digits : value.length > 0;
}

/** `482 913`: two groups, the first the longer one; up to four characters stay whole. As `grouped_pin` in Rust. */
export function grouped(pin: string): string {
  if (pin.length <= 4) return pin;
  const first = Math.ceil(pin.length / 2);
  return `${pin.slice(0, first)} ${pin.slice(first)}`;
}

export interface Edit {
  value: string;
  caret: number;
}

/**
 * The field after `text` was typed or pasted over `value`, where `start` to `end` is selected.
 *
 * A whole PIN replaces everything, wherever the caret is: whoever pastes one means just that. A caret before the end
 * writes over what follows, because each box holds one digit.
 */
export function inserted(value: string, start: number, end: number, text: string, rule: PinRule & { kind: "digits" }): Edit {
  const added = normalized(text, rule);
  if (added.length === rule.digits) return { value: added, caret: rule.digits };
  const after = end > start ? value.slice(end) : value.slice(start + added.length);
  const next = (value.slice(0, start) + added + after).slice(0, rule.digits);
  return { value: next, caret: Math.min(start + added.length, rule.digits) };
}
