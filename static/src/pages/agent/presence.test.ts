import assert from "node:assert/strict";
import { test } from "node:test";
import { ENOUGH, presence } from "./presence";

/** A page whose words are kept, and a clock that stands still. */
function page(still: () => boolean = () => true) {
  const told: string[] = [];
  const lost: string[] = [];
  let time = 1_000_000;
  const one = presence(
    async (session, admission, going) => {
      told.push(`${session}/${admission}${going ? " going" : ""}`);
      return still();
    },
    (session) => lost.push(session),
    () => time,
  );
  return { ...one, told, lost, pass: (milliseconds: number) => (time += milliseconds) };
}

test("a desk is told of at once, and again when enough time has passed", () => {
  const { hold, beat, release, told, pass } = page();
  hold("s", "a");
  beat();
  pass(ENOUGH - 1);
  beat();
  assert.deepEqual(told, ["s/a"]);
  pass(1);
  beat();
  beat();
  assert.deepEqual(told, ["s/a", "s/a"]);
  release(false);
});

test("nothing is told of a desk that was closed, except that it goes", () => {
  const { hold, beat, release, told, pass } = page();
  hold("s", "a");
  release(true);
  pass(ENOUGH);
  beat();
  release(true);
  assert.deepEqual(told, ["s/a", "s/a going"]);
});

test("a seat that was given up is told once, and to the desk that had it", async () => {
  const { hold, beat, lost, told, pass } = page(() => false);
  hold("s", "a");
  await Promise.resolve();
  await Promise.resolve();
  pass(ENOUGH);
  beat();
  assert.deepEqual([lost, told], [["s"], ["s/a"]]);
});

test("a late no about one desk does not close the next", async () => {
  let answer: (still: boolean) => void = () => undefined;
  const lost: string[] = [];
  const one = presence(() => new Promise((resolve) => (answer = resolve)), (session) => lost.push(session));
  one.hold("s", "a");
  const late = answer;
  one.hold("t", "b");
  late(false);
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(lost, []);
  one.release(false);
});
