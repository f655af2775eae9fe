/** A table that sorts by its headings. */

export function sortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  if (!body) return;
  table.querySelectorAll<HTMLTableCellElement>("th[data-sort]").forEach((heading) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hp-sort";
    button.textContent = heading.textContent;
    heading.textContent = "";
    heading.append(button);
    button.addEventListener("click", () => sort(table, body, heading));
  });
}

function sort(table: HTMLTableElement, body: HTMLTableSectionElement, heading: HTMLTableCellElement): void {
  const descending = heading.getAttribute("aria-sort") === "ascending";
  table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const value = (row: HTMLTableRowElement): string => {
    const cell = row.cells[heading.cellIndex];
    return cell?.dataset["value"] ?? cell?.textContent ?? "";
  };
  const compare = heading.dataset["sort"] === "number" ? (a: string, b: string) => Number(a) - Number(b) : (a: string, b: string) => a.localeCompare(b);
  const rows = Array.from(body.rows).sort((a, b) => (descending ? -1 : 1) * compare(value(a), value(b)));
  body.append(...rows);
}
