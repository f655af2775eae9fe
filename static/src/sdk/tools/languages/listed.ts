/** At most two names: the notice is not to grow over the page. */
export function listed(names: readonly string[], unnamed: string, two: (first: string, second: string) => string, more: (first: string, count: number) => string): string {
  const [first = unnamed, second] = names.map((name) => name || unnamed);
  if (names.length > 2) return more(first, names.length - 1);
  return second === undefined ? first : two(first, second);
}
