import assert from "node:assert/strict";
import { test } from "node:test";
import { ALONE, nowSentence, type Now } from "./now";

const sentence = (more: Partial<Now>): string => nowSentence({ ...ALONE, state: "live", customer: "Marit", elsewhere: false, beside: false, ...more });
const ben = { name: "Ben", watching: false };
const sam = { name: "Sam", watching: true };

test("a live session says who holds control", () => {
  assert.equal(sentence({}), "You see Marit's page. Marit is in control.");
  assert.equal(sentence({ control: { name: "Ada", mine: true } }), "You scroll Marit's page.");
  assert.equal(sentence({ control: { name: "Ben", mine: false }, others: [ben, sam] }), "Ben scrolls Marit's page. Also here: Sam (watching).");
});

test("a live session says who else is there, and who of them only watches", () => {
  assert.equal(sentence({ others: [ben, sam] }), "You see Marit's page. Marit is in control. Also here: Ben and Sam (watching).");
  assert.equal(sentence({ watching: true, others: [ben] }), "You watch Marit's page and can do nothing on it. Also here: Ben.");
  assert.equal(sentence({ elsewhere: true, others: [ben] }), "Marit looks at another tab. Also here: Ben.");
});

test("beside Zoom's desk nothing is said of control that is not known", () => {
  assert.equal(sentence({ beside: true, others: [ben] }), "Marit shares the page. Zoom's desk shows who scrolls it. Also here: Ben.");
});

test("who was there is no matter while the customer is away", () => {
  assert.doesNotMatch(sentence({ state: "lost", others: [ben] }), /Ben/);
});
