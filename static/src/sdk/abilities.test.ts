import assert from "node:assert/strict";
import { test } from "node:test";
import { readAbilities } from "./abilities";

test("without settings agents may draw, and nothing else is allowed", () => {
  const defaults = { agentAnnotation: true, customerAnnotation: false, remoteAssist: false, assistConsent: true, stopConfirmation: false, proposals: false };
  for (const input of [undefined, null, {}, "text", { remoteAssist: null }]) assert.deepEqual(readAbilities(input), defaults);
});

test("Zoom's settings are read as they are written", () => {
  const abilities = readAbilities({
    allowAgentAnnotation: false,
    allowCustomerAnnotation: true,
    remoteAssist: { enable: true, enableCustomerConsent: false, remoteAssistTypes: ["scroll_page"], requireStopConfirmation: true },
    allowAgentProposals: true,
  });
  assert.deepEqual(abilities, { agentAnnotation: false, customerAnnotation: true, remoteAssist: true, assistConsent: false, stopConfirmation: true, proposals: true });
});

test("remote assist of other kinds only is none", () => {
  assert.equal(readAbilities({ remoteAssist: { enable: true, remoteAssistTypes: ["edit_form"] } }).remoteAssist, false);
  assert.equal(readAbilities({ remoteAssist: { enable: true } }).remoteAssist, true);
  assert.equal(readAbilities({ remoteAssist: { enable: "yes" } }).remoteAssist, false);
});
