// Takes a picture of each tool in use, the customer's side beside the agent's, for the documentation:
//   cargo build && node scripts/tools-picture.mjs [name …]
// One entry of SHOTS for each tool; it acts on a live session of its own and leaves what is to be seen on both screens.
import { mkdirSync } from "node:fs";
import { agentDrags, bothSee, customerDrags, handOnPicture, onAgentsScreen, tool, viewerFrame } from "../tests/e2e/whole/drawing.mjs";
import { allow, connected, desk, launch, person, startDemo, until } from "../tests/e2e/whole/support.mjs";

const OUT = "docs/images/tools";

const customerPresses = (customer, name) => customer.page.getByRole("button", { name, exact: true }).click();
const around = async (customer, label, gap = 8) => {
  const { x, y, width, height } = await customer.page.getByLabel(label).first().boundingBox();
  return [[x - gap, y - gap], [x + width + gap, y + height + gap]];
};
/** A hand-drawn loop around a field. */
const loop = async (customer, label) => {
  const [[left, top], [right, bottom]] = await around(customer, label, 12);
  const turns = Array.from({ length: 25 }, (_, at) => (at / 24) * 2 * Math.PI + 2);
  return turns.map((turn) => [(left + right) / 2 + ((right - left) / 2) * Math.cos(turn), (top + bottom) / 2 + ((bottom - top) / 1.6) * Math.sin(turn)]);
};

/** What is done on which screens, by the name of the picture. */
const SHOTS = {
  async pen({ customer, agent }) {
    await tool(agent.page, "pen").click();
    await agentDrags(agent.page, ...(await loop(customer, "Full name")));
    await bothSee(customer, agent, 1);
  },
  async rectangle({ customer, agent }) {
    await tool(agent.page, "rectangle").click();
    await desk(agent.page).getByRole("radio", { name: "Green" }).click();
    await agentDrags(agent.page, ...(await around(customer, "Full name")));
    await bothSee(customer, agent, 1);
  },
  async vanishing({ customer, agent }) {
    await tool(agent.page, "vanishing").click();
    await agentDrags(agent.page, ...(await loop(customer, "Full name")));
    await bothSee(customer, agent, 1);
  },
  async eraser({ customer, agent }) {
    await tool(agent.page, "rectangle").click();
    const corners = await around(customer, "Full name");
    await agentDrags(agent.page, ...corners);
    await agentDrags(agent.page, ...corners.map(([x, y]) => [x, y + 110]));
    await tool(agent.page, "eraser").click();
    await agentDrags(agent.page, [corners[0][0] + 40, corners[0][1] - 20], [corners[0][0] + 40, corners[0][1] + 20]);
    await bothSee(customer, agent, 1);
  },
  async point({ customer, agent }) {
    await tool(agent.page, "point").click();
    const [[left, top], [right, bottom]] = await around(customer, "Full name", 0);
    await agent.page.mouse.click(...(await onAgentsScreen(agent.page, (left + right) / 2, (top + bottom) / 2)));
    await agent.page.mouse.move(...(await onAgentsScreen(agent.page, right + 40, bottom + 30)), { steps: 3 });
    await customer.page.waitForFunction(() => document.querySelector("cobroker-notice").shadowRoot.querySelectorAll(".ring, .pointer").length === 2);
  },
  async keyboard({ customer, agent }) {
    await desk(agent.page).locator("#in").focus();
    await agent.page.keyboard.press("p");
    await handOnPicture(agent.page);
    for (const key of ["Space", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowRight"]) await agent.page.keyboard.press(key);
    await bothSee(customer, agent, 1);
  },
  async customer({ customer, agent }) {
    await customerPresses(customer, "Draw on this page");
    await customer.page.getByRole("radio", { name: "Violet" }).click();
    await customerPresses(customer, "Rectangle");
    await customerDrags(customer.page, ...(await around(customer, "Full name")));
    await bothSee(customer, agent, 1);
  },
  async assist({ customer, agent }) {
    await desk(agent.page).getByRole("button", { name: "Scroll for the customer" }).click();
    await allow(customer.page);
    await customer.page.getByText("Ada Okafor can scroll this page").waitFor();
    await agent.page.mouse.move(...(await onAgentsScreen(agent.page, 500, 400)));
    await agent.page.mouse.wheel(0, 240);
    await until(() => customer.page.evaluate(() => scrollY > 0), "the customer's page to be scrolled");
  },
  async propose({ customer, agent }) {
    await desk(agent.page).getByRole("button", { name: "Propose" }).click();
    const [[left, top], [right, bottom]] = await around(customer, "Full name", 0);
    await agent.page.mouse.click(...(await onAgentsScreen(agent.page, (left + right) / 2, (top + bottom) / 2)));
    await desk(agent.page).getByLabel("Fill in").fill("Grace Hopper");
    await desk(agent.page).getByRole("form", { name: "Propose to the customer" }).getByRole("button", { name: /^Propose/ }).click();
    await customer.page.getByRole("alertdialog").getByText("Grace Hopper", { exact: true }).waitFor();
  },
  async preview({ customer }) {
    await customerPresses(customer, "Show what they see");
    await customer.page.getByLabel("National id").fill("123-45-6789");
    await customer.page.waitForFunction(() => document.querySelector("cobroker-notice").shadowRoot.querySelector('[aria-pressed="true"]'));
  },
  async clear({ customer, agent }) {
    await tool(agent.page, "pen").click();
    await agentDrags(agent.page, ...(await loop(customer, "Full name")));
    await bothSee(customer, agent, 1);
    await customer.page.getByRole("button", { name: "Clear drawings" }).hover();
  },
};

const wanted = process.argv.slice(2);
const demo = await startDemo();
const browser = await launch();
mkdirSync(OUT, { recursive: true });
try {
  for (const [name, take] of Object.entries(SHOTS)) {
    if (wanted.length === 0 || wanted.includes(name)) await shoot(name, take);
  }
} finally {
  await browser.close();
  await demo.stop();
}

async function shoot(name, take) {
  const customer = await person(browser, { viewport: { width: 1100, height: 800 } });
  const agent = await person(browser, { viewport: { width: 1360, height: 800 } });
  await connected(demo, customer, agent);
  await until(() => viewerFrame(agent.page), "the viewer");
  await desk(agent.page).locator("#tool-pen").waitFor();
  await take({ customer, agent });
  await sideBySide(name, await customer.page.screenshot({ caret: "initial" }), await agent.page.screenshot({ caret: "initial" }));
  await Promise.all([customer.close(), agent.close()]);
}

async function sideBySide(name, ...pictures) {
  const page = await browser.newPage({ viewport: { width: 1960, height: 100 } });
  const figures = ["The customer", "The agent"].map((title, at) => `<figure><figcaption>${title}</figcaption><img src="data:image/png;base64,${pictures[at].toString("base64")}"></figure>`);
  await page.setContent(`<style>
    body { margin: 0; padding: 20px 24px; background: #e7ecec; font: 600 15px system-ui; color: #24403d; display: grid; grid-template-columns: 1100fr 1360fr; gap: 24px }
    figure { margin: 0 } figcaption { margin-bottom: 8px } img { width: 100%; display: block; border-radius: 8px; box-shadow: 0 4px 20px #0003 }
  </style>${figures.join("")}`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: `${OUT}/${name}.png`, fullPage: true });
  await page.close();
}
