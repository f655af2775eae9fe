import assert from "node:assert/strict";
import { test } from "node:test";
import { eventParser } from "./sse";

const text = ': hello\r\n\r\nevent: revoked\r\ndata: {"a":1}\r\n\r\ndata: one\ndata: two\n\n';

test("events are the same however the text is cut", () => {
  const whole = eventParser()(text);
  assert.deepEqual(whole, [{ event: "revoked", data: '{"a":1}' }, { event: "message", data: "one\ntwo" }]);
  for (let size = 1; size < 8; size++) {
    const parse = eventParser();
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
    assert.deepEqual(pieces.flatMap(parse), whole, `pieces of ${size}`);
  }
});
