// Hands and eyes for the tests of drawing: what lies where on either side's page, in the customer's CSS pixels.
import { desk, until } from "./support.mjs";

/** Before the person's first page: keeps their newest socket, to say on it what no honest page would. */
export async function keepSocket({ context }) {
  await context.addInitScript(() => {
    const Real = WebSocket;
    window.WebSocket = class extends Real {
      constructor(...parts) {
        super(...parts);
        window.rawSocket = this;
      }
    };
  });
}

/** Sends one control frame on the socket that the page opened. */
export const sayRaw = (page, message) => page.evaluate((one) => window.rawSocket.send(new TextEncoder().encode(`C${JSON.stringify(one)}`)), message);

/** Cuts the connection that the page, or frame, has now. */
export const cutOff = (page) =>
  page.evaluate(() => {
    window.cutSocket = window.rawSocket;
    window.rawSocket.close();
  });

/** Waits until a page that was cut off has another connection: until then it may still show what it showed before. */
export const isBack = (page) => until(() => page.evaluate(() => window.rawSocket !== window.cutSocket && window.rawSocket.readyState === WebSocket.OPEN), "another connection");

export const deskFrame = (page) => page.frames().find((frame) => frame.url().includes("/frame-templates/desk"));
export const viewerFrame = (page) => page.frames().find((frame) => /\/viewer(\?|$)/.test(frame.url()));
export const tool = (page, name) => desk(page).locator(`#tool-${name}`);

/** After a tool was chosen by key: the focus is on the picture, which lives in another process. */
export const handOnPicture = (page) => until(() => viewerFrame(page).evaluate(() => document.hasFocus() && document.activeElement?.id === "layer"), "the focus on the picture");

/** The picture is in another process, which hears of the tool on its own way: the mouse may be there first. */
const toolInHand = (page) => until(() => viewerFrame(page).evaluate(() => document.getElementById("layer").classList.contains("drawing")), "the tool in the agent's hand");

/** Moves the agent's mouse along places of the customer's page, with the button down. A tool has been chosen. */
export async function agentDrags(page, ...places) {
  await toolInHand(page);
  for (const [at, [x, y]] of places.entries()) {
    await page.mouse.move(...(await onAgentsScreen(page, x, y)), { steps: at === 0 ? 1 : 6 });
    if (at === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** Where a place of the customer's page is on the agent's screen. */
export async function onAgentsScreen(page, x, y) {
  const sheet = await viewerFrame(page).locator("#page").boundingBox();
  const width = await viewerFrame(page).evaluate(() => document.getElementById("page").offsetWidth);
  return [sheet.x + (x * sheet.width) / width, sheet.y + (y * sheet.width) / width];
}

export async function customerDrags(page, ...places) {
  for (const [at, [x, y]] of places.entries()) {
    await page.mouse.move(x, y, { steps: at === 0 ? 1 : 6 });
    if (at === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** In a page: every stroke that is seen once the next frame is drawn, with its colour and its box in the customer's viewport. */
async function look() {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const root = document.querySelector("cobroker-notice")?.shadowRoot ?? document;
  return Array.from(root.querySelectorAll(".ink path"))
    .filter((path) => path.getAttribute("visibility") !== "hidden")
    .map((path) => {
      const [box, at] = [path.getBBox(), path.getCTM()];
      return { tool: path.dataset.tool, colour: path.getAttribute("stroke"), left: box.x + at.e, top: box.y + at.f, width: box.width, height: box.height };
    });
}

export const customerSees = (page) => page.evaluate(look);
export const agentSees = (page) => viewerFrame(page).evaluate(look);

const SIDES = ["left", "top", "width", "height"];
const agree = ([mine, theirs]) => mine.every((stroke, at) => SIDES.every((side) => Math.abs(stroke[side] - theirs[at][side]) < 1));

/** Waits until both see the same, so many strokes, and gives what each sees. */
export async function bothSee(customer, agent, count) {
  let seen = [];
  await until(async () => {
    seen = await Promise.all([customerSees(customer.page), agentSees(agent.page)]);
    return seen.every((strokes) => strokes.length === count) && agree(seen);
  }, `${count} strokes on both sides`).catch((error) => {
    throw new Error(`${error.message}: ${JSON.stringify(seen)}`);
  });
  return seen;
}

/** The stroke's box relative to an element's on the same side. */
export function within(stroke, box) {
  return { left: stroke.left - box.x, top: stroke.top - box.y, width: stroke.width, height: stroke.height };
}

/** An element's box in the replay, in the customer's CSS pixels. */
export const replayedBox = (page, selector) =>
  viewerFrame(page).evaluate((of) => {
    const { left, top, width, height } = document.querySelector(".replayer-wrapper iframe").contentDocument.querySelector(of).getBoundingClientRect();
    return { x: left, y: top, width, height };
  }, selector);
