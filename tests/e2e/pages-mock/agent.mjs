// An agent at the desk page, beside a stand-in for the server that keeps what is noted, and desks that say what the test has them say.
import assert from "node:assert/strict";
import { newPage } from "./browser.mjs";
import { startServer } from "./server.mjs";

/** Says to the page around whatever a test asks for, and keeps what it heard from it. */
const DESK_SCRIPT = `window.say = (type, payload) => parent.postMessage({ source: "cobrowse-desk", type, payload }, "*"); window.heard = []; addEventListener("message", ({ data }) => heard.push(data?.type));`;

/** Whose PIN each is. */
export const NAMES = { "100001": "Marit Solheim", "100002": "Jonas Berg", "100003": "Aisha Rahman", "100004": "Marit Solheim" };

/** A server and a page of one agent; `close` ends both. */
export async function agentDesk(browser, options = {}) {
  const server = await startServer({ samples: process.env.COBROKER_PAGE_SAMPLES ?? "target/page-samples", web: process.env.COBROKER_WEB_DIST ?? "target/web" });
  const notes = new Map();
  server.deskOrigin = server.otherUrl;
  server.replace = [["http://localhost:4173", server.otherUrl]];
  server.api.set("GET /desk", { type: "text/html", body: `<!doctype html><title>desk</title><script src="/desk-stub.js"></script>` });
  server.api.set("GET /desk-stub.js", { type: "text/javascript", body: DESK_SCRIPT });
  server.api.set("GET /api/session/list", { body: { sessions: [], nextCursor: null } });
  server.api.set("GET /api/agent/waiting", { body: { sessions: [], sites: [] } });
  server.api.set("GET /api/invites", { body: { invites: [] } });
  server.api.set("POST /api/agent/connect", ({ pincode }) => ({ body: grant(`s-${pincode}`, NAMES[pincode]) }));
  server.api.set("POST /api/desk/ticket", ({ sdkToken }) => ({ body: { sessionId: "", agentViewerUrl: `${server.otherUrl}/desk?ticket=${sdkToken}`, expiresAt: "" } }));
  for (const pin of Object.keys(NAMES)) caseOf(`s-${pin}`);
  caseOf("w-1");
  const seen = await newPage(browser, { viewport: { width: 1280, height: 720 }, ...options });
  const { page, context } = seen;

  function grant(sessionId, userName) {
    return { sessionId, admissionId: "a", token: `token-${sessionId}`, deskUrl: `${server.otherUrl}/desk?access_token=x`, expiresAt: "", customer: { userName, identified: false }, seats: { taken: 1, total: 5 } };
  }

  /** What the broker keeps about one session. */
  function caseOf(id) {
    const file = { ticket: null, ticketUrl: null, outcome: null, rating: null, notes: [], writable: true, writableUntil: null };
    notes.set(id, file);
    server.api.set(`GET /api/sessions/${id}/case`, () => ({ body: file }));
    server.api.set(`PUT /api/sessions/${id}/note`, ({ text, version }) => {
      file.notes = [{ author: "Ada", own: true, text: text.trimEnd(), version: version + 1 }];
      return { body: { version: version + 1, savedAt: "" } };
    });
    server.api.set(`PUT /api/sessions/${id}/ticket`, ({ ticket }) => {
      Object.assign(file, { ticket, ticketUrl: `https://tickets.example/${ticket}` });
      return { body: file };
    });
    server.api.set(`PUT /api/sessions/${id}/outcome`, (given) => ({ body: Object.assign(file, given) }));
  }

  /** Nothing of one kind can be saved, until `caseOf` is called again. */
  const refuse = (id, what) => server.api.set(`PUT /api/sessions/${id}/${what}`, { status: 503, body: { type: "/problems/unavailable", detail: "No." } });

  /** The field of the page itself, by its place: its name is in the page's language. */
  const pin = () => page.locator("#pin");
  const panel = (pincode) => page.locator(`#panel-s-${pincode}`);

  async function desk(pincode) {
    const frame = await (await panel(pincode).locator("iframe").elementHandle()).contentFrame();
    await frame.waitForFunction(() => typeof say === "function");
    return frame;
  }

  async function connect(pincode) {
    await pin().pressSequentially(pincode);
    await page.locator(`#tab-s-${pincode}`).waitFor();
    return desk(pincode);
  }

  return {
    ...seen, server, notes, grant, caseOf, refuse, pin, panel, desk, connect,
    tab: (name) => page.getByRole("tab", { name }),
    /** A desk that is in this state. */
    async connectAs(pincode, state) {
      const frame = await connect(pincode);
      await frame.evaluate((one) => say("desk_state", { state: one }), state);
      return frame;
    },
    async close() {
      await context.close();
      await server.stop();
    },
  };
}

export const isFocused = (locator) => locator.evaluate((element) => document.activeElement === element);

export async function until(holds, what = "it") {
  for (const end = Date.now() + 15_000; !(await holds()); await new Promise((done) => setTimeout(done, 20))) assert.ok(Date.now() < end, `${what} never happened`);
}

/** A customer on the waiting list. */
export const waits = (sessionId, userName, seconds, site = "shop", skill = null) => ({ sessionId, customer: { userName, identified: false }, site, siteName: site === "shop" ? "Harbor & Pine" : "The blog", skill, waitingSince: new Date(Date.now() - seconds * 1000).toISOString(), startUrl: null });
