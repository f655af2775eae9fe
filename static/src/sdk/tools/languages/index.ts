/**
 * Makes the tools speak the customer's language: that of the help button's tag, else that of the page. English is part of
 * the tools; another language is fetched beside them, and English stays where it does not come.
 */
import { strings as consent } from "../consent/words";
import { words as drawing } from "../drawing-words";
import { words as people } from "../people/words";
import { words as preview } from "../preview/words";
import { words as tools } from "../words";
import type { Language } from "./types";

/** Files of the other languages, by `static/build.mjs`. */
declare const __SDK_WORDS__: { readonly [language: string]: string };

/** A customer is not kept from their question by a file that does not come. Milliseconds. */
const PATIENCE = 2_000;

export type Spoken = { readonly tag: string; readonly words: Language };

/** The tag of the language to fetch; `null` for English and for those we do not speak. */
export function wanted(button: string | null | undefined, page: string, spoken: { readonly [language: string]: string }): string | null {
  const known = [button, page].map((wish) => (wish ?? "").trim().toLowerCase().split(/[-_]/)[0] as string).find((tag) => tag === "en" || Object.prototype.hasOwnProperty.call(spoken, tag));
  return known === undefined || known === "en" ? null : known;
}

/** What to fetch for this page, if anything. */
export function other(): string | null {
  const button = document.querySelector<HTMLScriptElement>("script[data-language]");
  return wanted(button?.getAttribute("data-language"), document.documentElement.lang, __SDK_WORDS__);
}

/** From here on every word is in the language, unless it cannot be had. */
export async function speak(tag: string): Promise<Spoken | null> {
  try {
    const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
    const file = new URL(__SDK_WORDS__[tag] as string, import.meta.url).href;
    const module = (await Promise.race([import(file), late])) as { language: Language } | null;
    if (!module) return null;
    const words = module.language;
    Object.assign(consent, words.consent);
    Object.assign(drawing, words.drawing);
    Object.assign(people, words.people);
    Object.assign(preview, words.preview);
    Object.assign(tools, words.tools);
    return { tag, words };
  } catch {
    return null;
  }
}
