import assert from "node:assert/strict";
import { test } from "node:test";
import { strings as consent } from "../consent/words";
import { words as drawing } from "../drawing-words";
import { words as people } from "../people/words";
import { words as preview } from "../preview/words";
import { words as tools } from "../words";
import { strings as notice } from "../../strings";
import { language as ar } from "./ar";
import { language as de } from "./de";
import { language as es } from "./es";
import { language as fr } from "./fr";
import { language as ja } from "./ja";
import { wanted } from "./index";

const spoken = { es: "", de: "", fr: "", ja: "", ar: "" };

test("the help button's language goes before the page's, and English is not fetched", () => {
  assert.equal(wanted(null, "de-AT", spoken), "de");
  assert.equal(wanted("ja", "de", spoken), "ja");
  assert.equal(wanted("en", "de", spoken), null);
  assert.equal(wanted("nl", "AR", spoken), "ar");
  for (const page of ["", "en-GB", "nl", "toString"]) assert.equal(wanted(null, page, spoken), null);
});

/** Every word, said with something in it, by where it stands. */
function said(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const at = `${path}.${name}`;
    if (typeof value === "string") return [[at, value]] as [string, string][];
    if (Array.isArray(value)) return value.map((one, place) => [`${at}.${place}`, String(one)] as [string, string]);
    if (typeof value === "object" && value !== null) return said(value, at);
    const given = /sharing|expand/.test(name) ? [["Ada", "Ben", "Cleo"]] : name === "about" ? ["take_over", "Ada"] : /waiting|more|note$/.test(name) ? [3] : name === "title" ? ["Ada", "press", "Send"] : name === "handedOver" ? ["Ada", "Ben"] : ["Ada"];
    return [[at, String((value as (...args: unknown[]) => string)(...given))]];
  });
}

test("every language says everything, in words of its own", () => {
  const english = said({ notice, consent, tools, drawing, people, preview });
  for (const words of [ar, de, es, fr, ja]) {
    const other = new Map(said(words));
    assert.deepEqual([...other.keys()].sort(), english.map(([at]) => at).sort());
    const same = english.filter(([at, text]) => other.get(at) === text && !/who|colourName|propose.no$|drawing.rectangle/.test(at));
    assert.deepEqual(same, []);
    for (const [at, text] of english) if (text.includes("Ada")) assert.match(other.get(at) ?? "", /Ada/, at);
  }
});
