// Hands that use nothing but keys: they find each thing by its name where Tab leads them, in whatever frame.
import assert from "node:assert/strict";

/** Presses of Tab until something counts as out of reach. */
const MOST = 120;

/** In a page: what has the focus in this document, through shadow roots, by the name a person would use for it. */
function focusedHere() {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const labelled = one?.getAttribute("aria-labelledby")?.split(" ").map((id) => one.getRootNode().getElementById(id)?.textContent).join(" ");
  const label = one?.getAttribute("aria-label") ?? labelled ?? (one?.labels?.[0] ?? one)?.textContent ?? "";
  return { tag: one?.localName ?? "", name: label.replace(/\s+/g, " ").trim(), isOn: document.hasFocus() };
}

/** What has the focus, in whatever frame. */
export async function focused(page) {
  let frame = page.mainFrame();
  for (;;) {
    const found = await frame.evaluate(focusedHere);
    if (found.tag !== "iframe") return found;
    const inside = await (await frame.evaluateHandle(() => document.activeElement)).asElement()?.contentFrame();
    if (!inside) return found;
    frame = inside;
  }
}

/** Goes by Tab until `name` has the focus, among tags if some are given. */
export async function tabTo(page, name, tags = /./) {
  const passed = [];
  for (let turn = 0; turn < MOST; turn++) {
    const found = await focused(page);
    if (name.test(found.name) && tags.test(found.tag)) return;
    passed.push(`${found.tag} ${found.name.slice(0, 30)}`);
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never came to ${name}, but to ${[...new Set(passed)].join(" | ")}`);
}

export async function press(page, name, tags) {
  await tabTo(page, name, tags);
  await page.keyboard.press("Enter");
}

export async function signInByKeys(page, demo, { login, password }, path) {
  await page.goto(demo.baseUrl + path);
  await tabTo(page, /login name/i);
  await page.keyboard.type(login);
  await tabTo(page, /^password$/i, /input/);
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${path}`);
}
