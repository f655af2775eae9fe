/** What the customer reads while they draw. */
export const words = {
  open: "Draw on this page",
  pad: "Drawing surface. The arrow keys move the cross, with Shift faster. Space starts and stops drawing. Escape goes back to the buttons.",
  pen: "Pen",
  vanishing: "Vanishing pen, gone after 4 seconds",
  rectangle: "Rectangle",
  eraser: "Eraser",
  colour: "Colour",
  colourName: (english: string) => english,
  undo: "Undo",
  redo: "Redo",
  clearMine: "Clear mine",
  clearAll: "Clear drawings",
  close: "Stop drawing",
} as const;
