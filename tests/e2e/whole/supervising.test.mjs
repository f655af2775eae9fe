// A supervisor reads the page of a session while it happens: who was let see and do what, and the way to watch.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { helping, inControl } from "./helping.mjs";
import { allow, desk, endHelp, launch, parting, person, picture, results, signIn, startDemo } from "./support.mjs";

let demo, browser, customer, ada, sam;
before(async () => {
  demo = await startDemo();
  browser = await launch();
  [customer, ada, sam] = await Promise.all([person(browser), person(browser, { viewport: { width: 1280, height: 720 } }), person(browser)]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const span = (text) => sam.page.locator("#consent tr", { hasText: text });
const standing = (of, text) => span(of).locator("[data-slot=standing]", { hasText: text }).waitFor();

test("consent and control appear while they happen, and the supervisor watches", async () => {
  await helping(demo, customer, ada);
  await signIn(sam.page, demo, demo.supervisor, "/admin");
  const row = sam.page.locator("#live-rows [data-session]").first();
  await row.getByRole("link", { name: /^Watch the session of/ }).waitFor();
  await row.locator("[data-slot=customer]").click();
  await sam.page.waitForURL("**/admin/sessions/*");
  await standing("See the page and help", "Still so");
  assert.equal(await sam.page.locator("#consent tr").count(), 1);
  await sam.page.evaluate(() => (globalThis.neverReloaded = true));

  await inControl(customer, ada);
  await standing("Scroll the page", "Still so");
  assert.match(await span("Scroll the page").innerText(), /Ada Okafor/);
  await customer.page.getByRole("button", { name: "Stop Ada Okafor from scrolling this page" }).click();
  await standing("Scroll the page", "Stopped by the customer");
  await sam.page.screenshot({ fullPage: true, path: join(results, "supervising-page.png") });

  const address = sam.page.url();
  assert.equal(await sam.page.evaluate(() => globalThis.neverReloaded), true);
  await sam.page.getByRole("link", { name: /^Watch/ }).click();
  await sam.page.locator("#watch-dialog").getByRole("heading").waitFor();
  await sam.page.getByRole("button", { name: "Ask to watch" }).click();
  await allow(customer.page);
  await picture(sam.page).locator("body *").first().waitFor({ state: "attached" });
  assert.equal(await desk(sam.page).locator("#draw-tools").isVisible(), false);

  const page = await sam.context.newPage();
  await page.goto(address);
  await page.locator("#consent tr", { hasText: "Watch only" }).getByText("Still so").waitFor();
  assert.ok(await page.locator("#watch").isHidden(), "who watches already is not offered it again");
  await endHelp(customer.page);
  await page.locator("#consent tr", { hasText: "Watch only" }).getByText("The session ended").waitFor();
  await page.locator("#timeline").getByText("Ada Okafor left").waitFor();
  await page.screenshot({ fullPage: true, path: join(results, "supervising-ended.png") });
  await parting([customer, ada, sam]);
});
