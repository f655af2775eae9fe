import assert from "node:assert/strict";
import { test } from "node:test";
import * as ar from "./ar";
import * as de from "./de";
import * as en from "./en";
import * as es from "./es";
import * as fr from "./fr";
import { BUTTON_WORDS, chosenLanguage, directionOf } from "./index";
import * as ja from "./ja";

const LANGUAGES = { ar, de, es, fr, ja };
const ENGLISH: Record<string, string> = { ...en.button, ...en.panel };
const placesOf = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

for (const [language, { button, panel }] of Object.entries(LANGUAGES)) {
  const words: Record<string, string> = { ...button, ...panel };

  test(`${language} has every text of the English, with the same places to fill in`, () => {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(ENGLISH).sort());
    for (const [name, text] of Object.entries(words)) {
      assert.equal(text, text.trim(), name);
      assert.notEqual(text, "", name);
      assert.deepEqual(placesOf(text), placesOf(ENGLISH[name] ?? ""), name);
    }
  });

  test(`${language} is translated`, () => {
    const same = Object.keys(words).filter((name) => words[name] === ENGLISH[name]);
    // "Live: {names}" is German, too
    assert.deepEqual(same, language === "de" ? ["activeShort"] : []);
  });
}

test("the loader has the button's words of each language", () => {
  for (const [language, words] of Object.entries({ en, ...LANGUAGES })) assert.equal(BUTTON_WORDS[language as keyof typeof BUTTON_WORDS], words.button);
  assert.equal(Object.keys(BUTTON_WORDS).length, 6);
});

test("the first wish that is spoken wins, whatever its region", () => {
  assert.equal(chosenLanguage([undefined, "it", "de-AT", "fr"]), "de");
  assert.equal(chosenLanguage([" JA_jp "]), "ja");
  assert.equal(chosenLanguage(["", null, "tlh", "constructor"]), "en");
  assert.deepEqual([directionOf("ar"), directionOf("ja")], ["rtl", "ltr"]);
});
