/** The colours to draw with: each stands out against white and against black (WCAG 1.4.11, 3:1; a test says so). */
export const PALETTE = [
  ["#d92d20", "Red"],
  ["#b45309", "Orange"],
  ["#15803d", "Green"],
  ["#1d6fe8", "Blue"],
  ["#8b3fd6", "Violet"],
  ["#c0267f", "Pink"],
] as const;

export function isColour(value: unknown): value is string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
}

/** The colour a person begins with, and that their pointer and ring have for everybody. */
export function colourOf(userId: string): string {
  let sum = 0;
  for (let at = 0; at < userId.length; at++) sum = (sum * 31 + userId.charCodeAt(at)) >>> 0;
  return PALETTE[sum % PALETTE.length]![0];
}
