// Nothing that is typed or chosen at the desk is lost: reloads, ends, a server that is away, two windows at once.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { agentDesk, isFocused, until } from "./pages-mock/agent.mjs";
import { axeFaults, launch } from "./pages-mock/browser.mjs";

const shot = async (name) => process.env.PAGE_SHOTS && (await page.screenshot({ path: `${process.env.PAGE_SHOTS}/${name}.png` }));

let browser, at, server, page, notes, grant, caseOf, pin, tab, connect, desk;
before(async () => (browser = await launch()));
after(() => browser?.close());
beforeEach(async () => {
  at = await agentDesk(browser);
  ({ server, page, notes, grant, caseOf, pin, tab, connect, desk } = at);
});
afterEach(() => at.close());

test("a reload brings back tabs, order, selection and what was typed, and asks for no new token", async () => {
  await page.goto(`${server.url}/agent`);
  await connect("100001");
  await page.keyboard.press("Alt+1");
  await until(() => isFocused(pin()));
  const second = await connect("100002");
  await second.evaluate(() => say("desk_state", { state: "live" }));
  server.api.set("PUT /api/sessions/s-100002/note", { status: 503, body: { type: "/problems/unavailable", detail: "No." } });
  await page.locator("#panel-s-100002").getByRole("button", { name: "Notes" }).click();
  await page.getByLabel("Your notes").and(page.locator("#panel-s-100002 textarea")).fill("Card was declined");
  assert.ok(!(await page.content()).includes("token-s-"), "the token is in the page");
  assert.ok(!JSON.stringify(await page.evaluate(() => [{ ...sessionStorage }, { ...localStorage }])).includes("token-s-"), "the token is kept");
  await page.reload();
  await tab("Jonas Berg").waitFor();
  assert.deepEqual(await page.getByRole("tab").locator(".tab-name").allTextContents(), ["New", "Marit Solheim", "Jonas Berg"]);
  assert.equal(await tab("Jonas Berg").getAttribute("aria-selected"), "true");
  const again = await desk("100002");
  assert.ok(again.url().endsWith("/desk?session=s-100002"));
  assert.equal(server.log.filter((key) => key.endsWith("/desk") && key.startsWith("POST")).length, 0, "no desk was asked for again");
  await until(async () => (await page.locator("#panel-s-100002 textarea").inputValue()) === "Card was declined", "the draft");
  caseOf("s-100002");
  await page.locator("#panel-s-100002 textarea").focus();
  await page.locator("#panel-s-100002 textarea").blur();
  await page.locator("#panel-s-100002").getByText("Saved", { exact: true }).waitFor({ timeout: 20_000 });
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes("draft")).length), 0, "a draft that is saved is kept no longer");
});

test("a reload loses no half of a form: ticket, outcome and rating that the server was never told, and the notes stay open", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  at.refuse("s-100001", "outcome");
  await page.locator("#panel-s-100001").getByRole("button", { name: "Notes" }).click();
  const panel = page.locator("#panel-s-100001");
  await panel.locator("[data-slot=ticket]").pressSequentially("HELP-4");
  await panel.getByText("4", { exact: true }).click();
  await panel.getByText("Follow-up").click();
  await panel.getByText("not saved", { exact: false }).first().waitFor();
  await panel.locator("[data-slot=ticket]").press("End");
  await panel.locator("[data-slot=ticket]").pressSequentially("2");
  const began = await page.evaluate(() => JSON.parse(sessionStorage["cobroker.tabs"]).tabs[0].since);
  await page.reload();
  await panel.locator("[data-slot=ticket]:enabled").waitFor();
  assert.equal(await panel.locator("[data-slot=ticket]").inputValue(), "HELP-42");
  assert.deepEqual([await panel.getByLabel("4", { exact: true }).isChecked(), await panel.getByLabel("Follow-up").isChecked()], [true, true]);
  await until(() => notes.get("s-100001").ticket === "HELP-42", "the ticket");
  assert.equal(await page.evaluate(() => JSON.parse(sessionStorage["cobroker.tabs"]).tabs[0].since), began, "the time goes on");
  caseOf("s-100001");
  await page.reload();
  await until(() => notes.get("s-100001").outcome === "follow_up" && notes.get("s-100001").rating === 4, "the outcome");
  await until(() => page.evaluate(() => Object.keys(localStorage).every((name) => !name.includes("half"))), "what is saved to be kept no longer");
});

test("a reload after the end finds the form again, as far as it was filled in", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  const card = page.getByRole("region", { name: "Notes on the session with Marit Solheim" });
  await card.getByText("4", { exact: true }).click();
  await card.getByText("Choose an outcome, too.").waitFor();
  await card.getByLabel("Your notes").pressSequentially("Refund is on its way");
  await page.reload();
  await card.getByRole("heading", { name: "How did it go with Marit Solheim?" }).waitFor();
  await until(() => card.getByLabel("Your notes").inputValue().then((text) => text === "Refund is on its way"), "the note");
  assert.equal(await card.getByLabel("4", { exact: true }).isChecked(), true);
  await card.getByText("Solved", { exact: true }).click();
  await until(() => notes.get("s-100001").rating === 4, "the rating, with the outcome");
  await card.getByRole("button", { name: "Done" }).click();
  await card.waitFor({ state: "detached" });
  await page.reload();
  await until(() => isFocused(pin()));
  assert.equal(await card.count(), 0);
});

test("whoever writes a note while the session ends goes on writing, and types into no other field", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await page.locator("#panel-s-100001").getByRole("button", { name: "Notes" }).click();
  const field = page.locator("#panel-s-100001 textarea");
  await field.pressSequentially("The quick qu");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  await page.getByText("The customer ended the session.").waitFor();
  await page.keyboard.type("estion");
  assert.equal(await page.locator("#wrap-ups textarea").inputValue(), "The quick question");
  assert.equal(await pin().inputValue(), "");
});

test("done waits for a note that cannot be saved, instead of taking it away", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  const card = page.locator("#wrap-ups .case");
  await card.locator("textarea:enabled").fill("Worth keeping");
  at.refuse("s-100001", "note");
  await card.getByRole("button", { name: "Done" }).click();
  await card.getByText("Not saved yet; kept in this browser and tried again.").waitFor();
  assert.ok(await card.isVisible());
  caseOf("s-100001");
  await card.getByRole("button", { name: "Done" }).click();
  await card.waitFor({ state: "detached" });
  assert.equal(notes.get("s-100001").notes[0].text, "Worth keeping");
});

test("a tab outlives a reload while the server is away", async () => {
  await page.goto(`${server.url}/agent`);
  await connect("100001");
  server.api.set("POST /api/sessions/s-100001/desk", { status: 503, body: { type: "/problems/unavailable", detail: "No." } });
  await page.reload();
  await (await desk("100001")).evaluate(() => say("desk_state", { state: "failed" }));
  const over = page.locator("#panel-s-100001 [data-slot=over]");
  await over.getByRole("button", { name: "Reopen" }).waitFor();
  server.api.set("POST /api/sessions/s-100001/desk", { body: grant("s-100001", "Marit Solheim") });
  await over.getByRole("button", { name: "Reopen" }).click();
  await until(async () => (await desk("100001")).url().includes("ticket="));
});

test("a desk that does not find its seat after a reload asks for one new token", async () => {
  await page.goto(`${server.url}/agent`);
  await connect("100001");
  server.api.set("POST /api/sessions/s-100001/desk", { body: grant("s-100001", "Marit Solheim") });
  await page.reload();
  const lost = await desk("100001");
  await lost.evaluate(() => say("desk_state", { state: "failed" }));
  await until(() => server.log.includes("POST /api/sessions/s-100001/desk"));
  await until(async () => (await desk("100001")).url().includes("ticket="));
});

test("notes and a ticket are saved as one goes, and another window's words are not lost", async () => {
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("desk_state", { state: "live" }));
  await frame.evaluate(() => say("desk_key", { key: "n", code: "KeyN", alt: false, shift: false }));
  const field = page.locator("#panel-s-100001 textarea");
  await until(() => isFocused(field), "the focus on the notes");
  await field.fill("Called about a refund");
  await field.blur();
  await page.getByText("Saved", { exact: true }).waitFor();
  assert.equal(notes.get("s-100001").notes[0].text, "Called about a refund");
  notes.get("s-100001").notes = [{ author: "Ada", own: true, text: "From the other window", version: 7 }];
  const put = server.api.get("PUT /api/sessions/s-100001/note");
  server.api.set("PUT /api/sessions/s-100001/note", (body) => (body.version === 7 ? put(body) : { status: 409, body: { type: "/problems/changed-meanwhile", detail: "No." } }));
  await field.fill("And here");
  await field.blur();
  await until(() => notes.get("s-100001").notes[0].text === "From the other window\n\nAnd here", "joining");
  await page.locator("#panel-s-100001").getByLabel("Ticket reference").fill("HELP-42");
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name: "Open ticket HELP-42" });
  await link.waitFor();
  assert.equal(await link.getAttribute("href"), "https://tickets.example/HELP-42");
  await shot("desk-notes");
  assert.deepEqual(await axeFaults(page), []);
});

test("of ratings chosen in a row the last one stays, however long the answers take", async () => {
  const save = server.api.get("PUT /api/sessions/s-100001/outcome");
  const held = [];
  server.api.set("PUT /api/sessions/s-100001/outcome", (body) => new Promise((answer) => held.push(() => answer(save(body)))));
  await page.goto(`${server.url}/agent`);
  const frame = await connect("100001");
  await frame.evaluate(() => say("session_ended", { reason: "customer_ended" }));
  const card = page.locator("#wrap-ups .case");
  await card.getByText("Solved", { exact: true }).click();
  await until(() => held.length === 1, "the first word");
  await card.getByText("1 badly").click();
  for (const step of [2, 3, 4]) {
    await page.keyboard.press("ArrowRight");
    await until(() => card.getByLabel(String(step), { exact: true }).isChecked(), "the next one");
  }
  held[0]();
  await until(() => held.length === 2, "the second word");
  held[1]();
  await until(() => notes.get("s-100001").rating === 4, "the last rating");
  await until(() => page.evaluate(() => Object.keys(localStorage).every((name) => !name.includes("half"))), "all to be sent");
  assert.equal(held.length, 2);
  assert.equal(await card.getByLabel("4", { exact: true }).isChecked(), true);
});

