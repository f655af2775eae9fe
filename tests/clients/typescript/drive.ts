// A whole session by the generated types: started by a site, joined by an agent, ended by a supervisor, read by a listener.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const [baseUrl, agentKey, supervisorKey, adminKey] = process.argv.slice(2) as [string, string, string, string];
const as = (key: string) => createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${key}` } });

const site = createClient<paths>({ baseUrl });
const started = await site.POST("/api/customer/start", { body: { userName: "Kim", metadata: { order: "4711" } } });
assert.ok(started.data, JSON.stringify(started.error));
const { sessionId, reportToken } = started.data;
const path = { id: sessionId };

const pincode = String(Math.floor(Math.random() * 900_000) + 100_000);
const reported = await as(reportToken).POST("/api/sessions/{id}/pin", { params: { path }, body: { pincode } });
assert.equal(reported.data?.state, "waiting");

const agent = as(agentKey);
const wrong = await agent.POST("/api/agent/connect", { body: { pincode: "000001" } });
const problem: components["schemas"]["Problem"] | undefined = wrong.error;
assert.equal(problem?.type, "/problems/pin-not-accepted");
assert.equal(problem?.status, 422);

const connected = await agent.POST("/api/agent/connect", { body: { pincode } });
assert.equal(connected.data?.sessionId, sessionId);
assert.equal(connected.data?.customer.userName, "Kim");

const list = await agent.GET("/api/session/list", { params: { query: { state: "live", limit: 10 } } });
assert.ok(list.data?.sessions.some((session) => session.sessionId === sessionId));

const noted = await agent.PUT("/api/sessions/{id}/ticket", { params: { path }, body: { ticket: "HELP-42" } });
assert.ok(noted.data, JSON.stringify(noted.error));

const supervisor = as(supervisorKey);
const ended = await supervisor.POST("/api/session/revoke", { body: { sessionId, reason: "done" } });
assert.equal(ended.data?.state, "ended");
const outcome = await agent.PUT("/api/sessions/{id}/outcome", { params: { path }, body: { outcome: "solved", rating: 5 } });
assert.ok(outcome.data, JSON.stringify(outcome.error));
const timeline = await agent.GET("/api/sessions/{id}/timeline", { params: { path } });
assert.ok(timeline.data?.entries.some((entry) => entry.kind === "session_ended"));

const refused = await agent.GET("/api/events");
assert.equal(refused.error?.type, "/problems/forbidden");

const admin = as(adminKey);
const told: components["schemas"]["Event"][] = [];
for (let after = 0; ; ) {
  const page = await admin.GET("/api/events", { params: { query: { after, limit: 3, session: sessionId } } });
  assert.ok(page.data, JSON.stringify(page.error));
  if (page.data.events.length === 0) break;
  told.push(...page.data.events);
  after = page.data.next;
}
assert.deepEqual(
  told.map((event) => event.type),
  ["session.started", "session.waiting", "session.agent_left", "session.ended", "session.outcome_set"],
);
for (const event of told) {
  // the type says what is in it
  if (event.type === "session.ended") assert.equal(event.data.reason, "revoked");
  if (event.type === "session.outcome_set") assert.equal(event.data.outcome, "solved");
}

const added = await admin.POST("/api/webhooks", { body: { url: "https://crm.example/hooks", types: ["session.ended"] } });
assert.match(added.data?.secret ?? "", /^whsec_/);
const hook = { id: added.data?.webhook.id ?? "" };
const changed = await admin.PATCH("/api/webhooks/{id}", { params: { path: hook }, body: { enabled: false } });
assert.equal(changed.data?.disabledWhy, "by_hand");
const gone = await admin.DELETE("/api/webhooks/{id}", { params: { path: hook } });
assert.equal(gone.response.status, 204);
console.log(`drove session ${sessionId}`);
