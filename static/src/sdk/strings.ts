/** The words of the notice that stays while somebody watches. */
export const strings = {
  unnamedAgent: "A support agent",
  sharing: (names: readonly string[]) => `You are sharing this page with ${listed(names)}`,
  preview: "Show what they see",
  end: "End",
  endLabel: "End sharing this page",
  minimise: "Make this notice small",
  expand: (names: readonly string[]) => `You are sharing this page with ${listed(names)}. Show the notice`,
  region: "Page sharing",
} as const;

function listed(names: readonly string[]): string {
  const shown = names.map((name) => name || strings.unnamedAgent);
  return shown.length < 2 ? (shown[0] ?? strings.unnamedAgent) : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`;
}
