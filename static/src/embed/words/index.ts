/** Which language, and its words for the button. Pure. */
import type { CobrokerLanguage } from "../public";
import { button as ar } from "./ar";
import { button as de } from "./de";
import { button as en } from "./en";
import { button as es } from "./es";
import { button as fr } from "./fr";
import { button as ja } from "./ja";
import type { ButtonWords } from "./types";

export const BUTTON_WORDS: Readonly<Record<CobrokerLanguage, ButtonWords>> = { en, es, de, fr, ja, ar };

/** The first wish that we speak, by its primary subtag: `de-AT` is German. */
export function chosenLanguage(wishes: readonly (string | null | undefined)[]): CobrokerLanguage {
  for (const wish of wishes) {
    const primary = (wish ?? "").trim().toLowerCase().split(/[-_]/)[0] as CobrokerLanguage;
    if (Object.prototype.hasOwnProperty.call(BUTTON_WORDS, primary)) return primary;
  }
  return "en";
}

export function directionOf(language: CobrokerLanguage): "rtl" | "ltr" {
  return language === "ar" ? "rtl" : "ltr";
}
