/** What the preview says. */
export const words = {
  note: (count: number) =>
    `${count === 0 ? "Nothing on this page is hidden from them." : "This is what they see. What is covered stays with you."} Press Escape to go back.`,
} as const;
