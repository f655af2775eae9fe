// No secret that a page holds leaves the customer's browser, and what nobody hides arrives.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { hostSite, startSharing } from "./host.mjs";
import { allow, connected, endHelp, launch, parting, person, picture, readable, signIn, startDemo, typePin, until } from "./support.mjs";

const MASKS = { maskType: "custom_input", maskCssSelectors: ".secret, #late-secret, .by-context.private .amount", maskHTMLAttributes: "data-sensitive=true, data-hush" };
const STEPS = ["addLate", "changeAttributes", "changeStyles", "setValues", "reveal", "toggle", "toggleInShadow", "move", "navigate"];
/** The nasty page links to what is not there, and the agent's policy refuses addresses of hosts off the list. */
const NASTY = [/Failed to load resource/, /violates the following Content Security Policy directive: "(img|font)-src/, /decode/i];

let demo, browser, host, data, customer, agent;
before(async () => {
  host = await hostSite();
  data = mkdtempSync(join(tmpdir(), "cobroker-secrets-"));
  demo = await startDemo({ data, env: { COBROKER_ALLOWED_ORIGINS: host.origin } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  host?.stop();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(async () => ([customer, agent] = await Promise.all([person(browser), person(browser)])));
afterEach(() => parting([customer, agent], NASTY));

/** All that went over the sockets of both, and all that the server keeps. */
function everythingThatLeft() {
  const stored = readdirSync(data, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()).map((file) => readFileSync(join(file.parentPath ?? file.path, file.name)).toString("latin1"));
  return { sockets: readable(customer.frames) + readable(agent.frames), stored: stored.join("\n") };
}

test("what is typed into the private fields of the form is in no frame and in no file", async () => {
  await connected(demo, customer, agent);
  const { page } = customer;
  const secrets = { "Card number": "4929 1111 2222 3333", "National id": "CANARYID 871204", "Choose a password": "CANARY-pass phrase" };
  for (const [label, secret] of Object.entries(secrets)) await page.getByLabel(label).pressSequentially(secret);
  await page.getByLabel("Date of birth").fill("1987-12-04");
  await page.evaluate(() => {
    const form = document.querySelector("#quote");
    const field = (attributes) => form.append(Object.assign(document.createElement("input"), attributes));
    field({ id: "late-otp", autocomplete: "one-time-code", value: "CANARY-otp" });
    field({ type: "hidden", name: "csrf", value: "CANARY-hidden" });
    field({ id: "late-private", className: "pii-mask", placeholder: "CANARY-placeholder", value: "CANARY-late" });
  });
  await page.locator("#late-otp").pressSequentially("CANARY-typed-otp");
  await page.locator("#late-private").pressSequentially("CANARY-typed-late");
  await page.getByRole("navigation").getByRole("link", { name: "My policies" }).click();
  await page.getByRole("button", { name: "Manage Home 1180" }).click();
  await page.getByLabel("Bank account").pressSequentially("CANARY-IBAN");
  await page.getByRole("dialog").getByLabel("Paid").selectOption("once a year");
  await until(() => picture(agent.page).getByLabel("Paid").inputValue().then((value) => value === "once a year"), "what came after the last secret");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await endHelp(page);
  await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();

  const { sockets, stored } = everythingThatLeft();
  assert.ok(sockets.includes("Customer number"), "what is open arrived");
  assert.ok(stored.includes("Ada Okafor"), "the files were really read");
  // beginnings as well, as typed key by key; nothing so short that an id or a time could hold it by chance
  for (const secret of [...Object.values(secrets), "4929 1", "2222 3333", "4929111122223333", "1987-12-04", "HP-204 881", "CANARY"]) {
    assert.ok(!sockets.includes(secret), `${secret} is in a frame`);
    assert.ok(!stored.includes(secret), `${secret} is in a file`);
  }
});

test("a page that hides secrets wherever a page can leaks none, in whatever it does while somebody watches", async () => {
  const { page } = customer;
  await page.goto(`${host.origin}/nasty.html?q=CANARY-query#CANARY-hash`);
  const pin = await page.evaluate(startSharing, { base: demo.baseUrl, sdkKey: demo.sdkKey, piiMask: MASKS });
  await signIn(agent.page, demo, demo.agents[0]);
  await typePin(agent.page, pin);
  await allow(page);
  await picture(agent.page).getByText("VISIBLE-heading").waitFor();
  const settled = async (mark) => {
    await page.evaluate((text) => (document.getElementById("ready-mark").textContent = text), mark);
    await picture(agent.page).getByText(mark, { exact: true }).waitFor({ state: "attached" });
  };
  for (const step of STEPS) {
    await page.evaluate((name) => window.nasty[name](), step);
    await settled(`VISIBLE-after-${step}`);
  }
  await page.locator("#typed").pressSequentially("CANARY-really-typed");
  await page.locator("#otp").pressSequentially("CANARY-otp-typed");
  await settled("VISIBLE-typed");
  await page.evaluate(() => window.session.end());
  await agent.page.locator("#outcome", { hasText: "The customer ended the session." }).waitFor();

  const { sockets, stored } = everythingThatLeft();
  for (const name of ["paragraph", "value", "option-b", "shadow", "deep-shadow", "frame-text", "srcdoc", "css-content", "late", "set-value"]) {
    assert.ok(sockets.includes(`VISIBLE-${name}`), `VISIBLE-${name} did not arrive`);
  }
  for (const [where, all] of Object.entries({ sockets, stored })) {
    assert.deepEqual([...new Set(Array.from(all.matchAll(/CANARY-[\w-]+/g), ([leak]) => leak))], [], where);
  }
});
