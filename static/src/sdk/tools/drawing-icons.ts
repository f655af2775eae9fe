/** Path data on a square of 20, drawn as lines. */
export const ICONS = {
  pen: "M3 17l1-4L14 3l3 3L7 16zM12 5l3 3",
  vanishing: "M3 17l1-4 5-5M11 6l3-3 3 3-3 3M12 11l-2 2M8 15l-1 1",
  rectangle: "M3 5h14v10H3z",
  eraser: "M8 16l-5-5 8-8 6 6-7 7H6M7 7l6 6M10 16h7",
  undo: "M7 4L3 8l4 4M3 8h9a4 4 0 010 8H9",
  redo: "M13 4l4 4-4 4M17 8H8a4 4 0 000 8h3",
  close: "M5 5l10 10M15 5L5 15",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(data: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", data);
  svg.append(path);
  return svg;
}
