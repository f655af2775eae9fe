/** The quote form: an estimate that follows the choices, and a thank-you that keeps nothing. */

const BASE: Record<string, number> = { home: 14.2, boat: 9.8, bicycle: 4.1 };
const DISCOUNT: Record<string, number> = { "0": 1.35, "150": 1, "500": 0.8 };

/** Euros a month. */
export function estimate(product: string, excess: string): number {
  return (BASE[product] ?? 0) * (DISCOUNT[excess] ?? 1);
}

export function quoteForm(form: HTMLFormElement): void {
  const price = document.getElementById("estimate-price");
  const done = document.getElementById("quote-done");
  form.addEventListener("change", () => {
    const chosen = new FormData(form);
    if (price) price.textContent = `€${estimate(String(chosen.get("product")), String(chosen.get("excess"))).toFixed(2)}`;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (done) done.hidden = false;
  });
}
