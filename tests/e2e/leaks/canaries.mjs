// Canaries: words that are nowhere by chance, and the search for them in whatever disguise a page may give them.

/** Each half is a word of its own, so a canary that is cut in two is still found. */
const HALF = /zq[ab][a-z]{4}/g;
let count = 0;

/** A word of letters only, as a name would be: nothing may pass for looking like a number or a key. */
export function newCanary() {
  const code = Array.from({ length: 4 }, (_, place) => String.fromCharCode(97 + (Math.floor(count / 26 ** place) % 26))).join("");
  count++;
  return `zqa${code}zqb${code}`;
}

/** Every half of a canary in a text: as it is, percent-encoded, escaped as in CSS, or in base64. */
export function halvesIn(text) {
  const found = new Set(text.match(HALF));
  const disguises = [
    [/%7a%71/i, () => text.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))],
    [/\\7a ?\\+71/i, () => text.replace(/\\+([0-9a-f]{2}) ?/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))],
    [/enFh/, () => text.replace(/enFh[A-Za-z0-9+/]{12,}/g, (code) => atob(code + "=".repeat(-code.length & 3)))],
  ];
  for (const [trace, decode] of disguises) if (trace.test(text)) for (const half of decode().match(HALF) ?? []) found.add(half);
  return found;
}

export const percentEncoded = (word) => Array.from(word, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join("");
export const cssEscaped = (word) => Array.from(word, (letter) => `\\${letter.charCodeAt(0).toString(16)} `).join("");
export const halves = (canary) => [canary.slice(0, 7), canary.slice(7)];
