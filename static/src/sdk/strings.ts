/** Every word the SDK shows to a customer. */
export const strings = {
  title: (agent: string) => `${agent} would like to see this page`,
  unnamedAgent: "A support agent",
  intro: "You decide. You can end this at any moment.",
  phraseLabel: "Ask for these two words",
  phraseHelp: "The person helping you sees the same words. If they read out anything else, choose Decline.",
  sharedLabel: "They will see",
  shared: ["This page, and where you go on this website", "What you type into fields that are not private", "Where you point and scroll"],
  hiddenLabel: "They will not see",
  hidden: ["Passwords, card numbers and other private fields", "Your other tabs, apps or anything else on your device"],
  allow: "Allow",
  decline: "Decline",
  waiting: (count: number) => (count === 1 ? "One more person is waiting for your answer." : `${count} more people are waiting for your answer.`),
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
