// A host page with the help button in any of its looks, and the way through every state it can be in: for the test of
// accessibility and for the pictures in the documentation.
import { answerHelp } from "../pages-mock/help.mjs";
import { startServer } from "../pages-mock/server.mjs";

/** Attributes of the script tag, styles of the page, and what the visitor's system says. */
export const LOOKS = {
  light: { attributes: 'data-phone="0800 555 0142"' },
  dark: { attributes: 'data-phone="0800 555 0142"', scheme: "dark", css: "html { background: #10151b; color: #e8edf2; color-scheme: dark }" },
  brand: {
    attributes: 'data-phone="0800 555 0142" data-position="bottom-left" data-text-get-help="Ask a human"',
    css: `:root { --cobroker-accent: #ffb400; --cobroker-radius: 4px; --cobroker-button-radius: 4px; --cobroker-font: Georgia, "DejaVu Serif", serif; --cobroker-paper: #fffaf0; --cobroker-tint: #fdefcf; }
      html { background: #fbf3e2; color: #2a2118; font-family: Georgia, "DejaVu Serif", serif }`,
  },
  "right-to-left": { attributes: 'data-phone="0800 555 0142"', lang: "ar", dir: "rtl", text: ["طلباتي", "وصل طلبك الأخير يوم الثلاثاء. يمكنك تتبّع الشحنة أو إعادتها خلال ثلاثين يومًا."] },
};

const ENGLISH = ["My orders", "Your last order came on Tuesday. You can follow a parcel, or send it back within thirty days."];

function hostPage({ attributes, css = "", lang = "en", dir = "ltr", text: [title, words] = ENGLISH }) {
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>${title}</title><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>html { font: 18px/1.6 system-ui, sans-serif; background: #f4f6f8; color: #1c242c } body { margin: 0 } main { padding: 40px 48px; max-width: 34em }</style><style>${css}</style></head>
<body><main><h1>${title}</h1><p>${words}</p></main><script async src="/embed.js" ${attributes}></script></body></html>`;
}

export async function stage(look) {
  const server = await startServer({ samples: process.env.COBROKER_PAGE_SAMPLES ?? "target/page-samples", web: process.env.COBROKER_WEB_DIST ?? "target/web" });
  answerHelp(server);
  server.api.set("GET /host", { type: "text/html; charset=utf-8", body: hostPage(LOOKS[look]) });
  return server;
}

/** Comes to each state by the way a customer does, and gives its name. */
export async function* everyState(page, server) {
  const fire = (name, payload) => page.evaluate(([event, data]) => fire(event, data), [name, payload]);
  const launcher = page.locator(".cb-help-launcher");
  const panel = (kind) => page.locator(`.cb-help-box.cb-help-is-${kind}`).waitFor();

  await page.goto(`${server.url}/host`);
  await launcher.waitFor();
  yield "idle";

  const parts = "**/assets/embed-panel-*.js";
  await page.route(parts, (route) => route.abort());
  await launcher.click();
  await page.locator(".cb-help-note button").waitFor();
  yield "not-loaded";
  await page.unroute(parts);

  await launcher.click();
  await page.waitForFunction(() => window.calls?.length > 0);
  await panel("starting");
  yield "starting";

  await fire("session_started");
  await fire("pincode_updated", { pincode: "482913" });
  await panel("waiting");
  await page.locator(".cb-help-valid", { hasText: /9:5\d|10:00/ }).waitFor();
  yield "waiting";

  server.send("agent_admitted", { name: "Ada Okafor" });
  await page.waitForFunction(() => Cobroker.state.joining === "Ada Okafor");
  yield "joining";

  await fire("agent_joined", { userId: "a", userName: "Ada Okafor" });
  await panel("active");
  // as the customer does who wants to see it: by itself it steps aside
  await page.evaluate(() => Cobroker.open());
  yield "active";

  await page.locator(".cb-help-close").click();
  await launcher.waitFor();
  yield "active-hidden";
  await launcher.click();

  await fire("session_reconnecting");
  await panel("reconnecting");
  yield "reconnecting";

  await fire("session_started");
  await panel("active");
  await page.context().setOffline(true);
  await panel("reconnecting");
  yield "offline";
  await page.context().setOffline(false);
  await panel("active");

  await fire("session_ended", { reason: "agent_ended" });
  await panel("ended");
  yield "ended";

  server.api.set("POST /api/customer/start", { status: 429, body: { type: "/problems/too-many-attempts" } });
  await page.locator(".cb-help-primary").click();
  await panel("failed");
  yield "failed";
}
