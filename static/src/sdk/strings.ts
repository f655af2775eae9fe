/** The words of the notice that stays while somebody watches. */
export const strings = {
  unnamedAgent: "A support agent",
  watching: (name: string) => `${name || "A supervisor"} (watching only)`,
  sharing: (names: readonly string[]) => `You are sharing this page with ${listed(names)}`,
  preview: "Show what they see",
  end: "End",
  endLabel: "End sharing this page",
  minimise: "Make this notice small",
  expand: (names: readonly string[]) => `You are sharing this page with ${listed(names)}. Show the notice`,
  region: "Page sharing",
} as const;

/** At most two by name: the notice is not to grow over the page. */
function listed(names: readonly string[]): string {
  const shown = names.map((name) => name || strings.unnamedAgent);
  const [first = strings.unnamedAgent, second] = shown;
  if (shown.length > 2) return `${first} and ${shown.length - 1} others`;
  return second === undefined ? first : `${first} and ${second}`;
}
