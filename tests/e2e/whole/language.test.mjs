// The language of pages in a browser (ADR 40): the browser's own, the one chosen before signing in, the person's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, startDemo } from "./support.mjs";

let demo, browser;
before(async () => {
  demo = await startDemo();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const spoken = (page) => page.locator("html").evaluate(({ lang, dir }) => `${lang} ${dir}`);

test("the browser's language greets, a choice on the sign-in page stays, the account's goes before both", async () => {
  const { page, complaints, close } = await person(browser, { locale: "de-CH" });
  const [agent] = demo.agents;
  await page.goto(`${demo.baseUrl}/account`);
  assert.equal(await spoken(page), "de ltr", "as the browser says");
  await page.getByRole("button", { name: "العربية" }).click();
  await page.getByRole("heading", { name: "تسجيل الدخول" }).waitFor();
  assert.equal(await spoken(page), "ar rtl");
  assert.ok(page.url().endsWith("/login?next=/account"), page.url());

  await page.getByLabel("اسم المستخدم").fill(agent.login);
  await page.getByLabel("كلمة المرور", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "تسجيل الدخول", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: /[\u0600-\u06ff]/ }).waitFor();
  await page.getByLabel("كلمة المرور", { exact: true }).fill(agent.password);
  await page.getByRole("button", { name: "تسجيل الدخول", exact: true }).click();
  await page.waitForURL("**/account");
  assert.equal(await spoken(page), "ar rtl", "nothing is set on the account yet");

  const select = page.locator("#language");
  await select.selectOption("fr");
  await select.locator("xpath=ancestor::form").getByRole("button").click();
  await page.getByText("Votre langue a été enregistrée").waitFor();
  assert.equal(await spoken(page), "fr ltr");
  const missing = await page.goto(`${demo.baseUrl}/nothing-here`);
  assert.deepEqual([missing.status(), await spoken(page)], [404, "fr ltr"]);
  await page.getByRole("link", { name: "Ce que cela signifie, et que faire" }).click();
  await page.waitForURL("**/problems/not-found");
  assert.equal(await spoken(page), "fr ltr");

  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await page.waitForURL("**/login");
  assert.equal(await spoken(page), "fr ltr", "this browser speaks it before signing in, too");
  const expected = /status of (401|404)/;
  assert.deepEqual(complaints.filter((complaint) => !expected.test(complaint)), []);
  await close();
});
