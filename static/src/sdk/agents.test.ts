import assert from "node:assert/strict";
import { test } from "node:test";
import { Agents } from "./agents";

const ada = { userId: "a", userName: "Ada" };
const ben = { userId: "b", userName: "Ben" };

function heard() {
  const said: unknown[] = [];
  const agents = new Agents((name, payload) => said.push([name, payload]));
  return { agents, said };
}

test("each coming and going is told once, with how many are in", () => {
  const { agents, said } = heard();
  agents.change({ type: "agent_joined", ...ada }, () => undefined);
  agents.change({ type: "agent_joined", ...ada }, () => undefined);
  agents.change({ type: "agent_joined", ...ben }, () => undefined);
  agents.change({ type: "agent_left", ...ada }, () => undefined);
  assert.deepEqual(said, [["agent_joined", { ...ada, agentCount: 1 }], ["agent_joined", { ...ben, agentCount: 2 }], ["agent_left", { ...ada, agentCount: 1 }]]);
});

test("after a reconnect only what changed is told", () => {
  const { agents, said } = heard();
  agents.set([ada], () => undefined);
  agents.announce();
  said.length = 0;
  agents.set([ben], () => undefined);
  assert.deepEqual(agents.list().map(({ userName }) => userName), ["Ben"]);
  agents.announce();
  assert.deepEqual(said, [["agent_left", { ...ada, agentCount: 0 }], ["agent_joined", { ...ben, agentCount: 1 }]]);
});
