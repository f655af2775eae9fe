/** Every word about who is here. */
export const words = {
  who: (name: string) => name || "A support agent",
  helps: (name: string) => `${name} is here to help, and can draw on this page.`,
  watches: (name: string) => `${name} is watching this page, and can do nothing on it.`,
  helpsNow: (name: string) => `${name} is helping now, and can draw on this page.`,
  left: (name: string) => `${name} left.`,
  handedOver: (from: string, to: string) => `${from} handed over to ${to}.`,
  region: "Who is here",
  close: "Put this note away",
} as const;
