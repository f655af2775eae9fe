// Single sign-on in a browser, at a provider that others wrote. What a provider may do wrong is in tests/it/sign_on.rs.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { CLIENT, startProvider } from "./openid-provider.mjs";
import { launch, person, results, signIn, startDemo } from "./support.mjs";

const people = {
  grace: { name: "Grace Hopper", groups: ["leads"] },
  sol: { name: "Sol at Acme", groups: ["leads"] },
  mallory: { name: "Mallory", groups: ["sales"] },
};
let provider, demo, browser;
before(async () => {
  provider = await startProvider(people);
  demo = await startDemo({
    env: {
      COBROKER_OIDC_ISSUER: provider.issuer,
      COBROKER_OIDC_CLIENT_ID: CLIENT.id,
      COBROKER_OIDC_CLIENT_SECRET: CLIENT.secret,
      COBROKER_OIDC_SCOPES: "openid profile",
      COBROKER_OIDC_SUPERVISOR_GROUPS: "leads",
      COBROKER_OIDC_LABEL: "Acme sign-on",
    },
  });
  provider.trust(demo.baseUrl);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  await provider?.stop();
});

/** On the provider's own pages. */
async function vouchedAs(page, login) {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("somebody new signs in at the provider, lands where they wanted, and signs out of both", async () => {
  const { page, complaints, close } = await person(browser);
  const callbacks = [];
  page.on("request", (request) => request.url().includes("/login/provider/callback") && callbacks.push(request.url()));
  await page.goto(`${demo.baseUrl}/account`);
  await page.screenshot({ path: join(results, "login-provider.png") });
  await page.getByRole("link", { name: "Sign in with Acme sign-on" }).click();
  await vouchedAs(page, "grace");
  await page.waitForURL(`${demo.baseUrl}/account`);
  await page.getByText("Grace Hopper").first().waitFor();
  await page.getByText("You sign in with Acme sign-on").waitFor();
  await page.screenshot({ path: join(results, "account-provider.png"), fullPage: true });
  assert.equal((await page.goto(`${demo.baseUrl}/admin`)).status(), 200, "leads are supervisors");

  await page.goto(callbacks[0]);
  await page.getByText("Begin again").waitFor();
  assert.equal((await page.goto(`${demo.baseUrl}/account`)).status(), 200, "a callback that comes twice changes nothing");

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("link", { name: "Sign out of Acme sign-on, too" }).click();
  await page.getByRole("button", { name: /yes/i }).click();
  await page.waitForURL(`${demo.baseUrl}/login**`);
  // the provider's own pages ask for fonts that are not let through
  assert.deepEqual(complaints.filter((complaint) => !/ERR_FAILED|400/.test(complaint)), []);
  await close();
});

test("who is in no group is told so, and stays out", async () => {
  const { page, close } = await person(browser);
  await page.goto(`${demo.baseUrl}/login`);
  await page.getByRole("link", { name: "Sign in with Acme sign-on" }).click();
  await vouchedAs(page, "mallory");
  await page.getByText("You are in no group that works with cobroker").waitFor();
  await page.screenshot({ path: join(results, "login-no-group.png") });
  await page.goto(`${demo.baseUrl}/agent`);
  assert.ok(page.url().includes("/login"));
  await close();
});

test("somebody with a password links their account, and comes in by the provider afterwards", async () => {
  const { page, close } = await person(browser);
  await signIn(page, demo, demo.supervisor, "/account");
  await page.getByRole("button", { name: "Link Acme sign-on" }).click();
  await page.getByRole("link", { name: "Go on to Acme sign-on" }).click();
  await vouchedAs(page, "sol");
  await page.waitForURL(`${demo.baseUrl}/account?done=linked`);
  await page.getByText("Single sign-on is linked").waitFor();
  const again = await person(browser);
  await again.page.goto(`${demo.baseUrl}/login?next=/account`);
  await again.page.getByRole("link", { name: "Sign in with Acme sign-on" }).click();
  await vouchedAs(again.page, "sol");
  await again.page.waitForURL(`${demo.baseUrl}/account`);
  assert.ok(await again.page.getByText(demo.supervisor.login, { exact: true }).first().isVisible(), "the same account");
  await again.close();
  await close();
});
