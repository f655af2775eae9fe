/**
 * The texts of the widget. One file for each language, in two parts: what the button may have to say before anything
 * else is loaded, and the rest. `{name}` and the like are places that are filled in.
 */
import type { CobrokerText } from "../public";

/** Part of the loader, in every language: short. */
export interface ButtonWords {
  getHelp: string;
  /** On the button while the rest is loaded. */
  oneMoment: string;
  close: string;
  notLoaded: string;
}

export type PanelWords = Record<Exclude<CobrokerText, keyof ButtonWords>, string>;

export type Words = ButtonWords & PanelWords;
