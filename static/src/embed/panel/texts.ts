/** The panel's words in the language that was chosen: English is at hand, the others are one file each. */
import type { CobrokerLanguage } from "../public";
import { panel as english } from "../words/en";
import type { PanelWords } from "../words/types";

/** What the files with words are called, and what they contain. From the build. */
export type WordFiles = Partial<Record<CobrokerLanguage, { file: string; integrity: string }>>;

/** The browser checks the file's hash. Words that do not come are English: better than no help. */
export async function panelWords(language: CobrokerLanguage, base: string, files: WordFiles): Promise<PanelWords> {
  const known = files[language];
  if (!known) return english;
  try {
    const response = await fetch(`${base}/assets/${known.file}`, { integrity: known.integrity });
    return response.ok ? { ...english, ...((await response.json()) as Partial<PanelWords>) } : english;
  } catch {
    return english;
  }
}
