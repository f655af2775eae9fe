import assert from "node:assert/strict";
import { test } from "node:test";
import { Board, keyOf } from "./board";
import { History } from "./history";
import { CUSTOMER, MAX_STROKES, type Op, type Point, readOps, readStrokes } from "./strokes";

/** A small generator of repeatable randomness (mulberry32). */
function random(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const AUTHORS = ["ada", "bob", CUSTOMER];
const begin = (n: number, more: object = {}): Op => ({ op: "begin", n, tool: "pen", colour: "#d92d20", node: 7, points: [[0, 0]], ...more }) as Op;
const seen = (board: Board): string[] => board.visible().map((stroke) => `${keyOf(stroke)} ${stroke.finished} ${JSON.stringify(stroke.points)}`).sort();

/** What one author may do with strokes that are there. */
function someOp(pick: (below: number) => number, by: string): Op {
  const n = pick(4);
  const points = [[pick(9), pick(9)]] as Point[];
  const mine = { by, n };
  switch (pick(6)) {
    case 0:
      return { op: "extend", n, points };
    case 1:
      return { op: "finish", n };
    case 2:
      return { op: "show", strokes: [mine] };
    case 3:
      return { op: "hide", strokes: [{ by: by === CUSTOMER ? AUTHORS[pick(3)]! : by, n }] };
    default:
      return { op: "hide", strokes: [mine] };
  }
}

test("two sides that hear authors in different orders come to see the same", () => {
  for (let seed = 0; seed < 3_000; seed++) {
    const pick = random(seed);
    const logs = AUTHORS.map((by) => Array.from({ length: pick(12) }, () => someOp(pick, by)));
    const boards = [new Board(), new Board()];
    for (const board of boards) {
      for (const by of AUTHORS) for (let n = 0; n < 4; n++) board.apply(by, [begin(n)]);
      const left = logs.map((log) => log.slice());
      while (left.some((log) => log.length > 0)) {
        const at = pick(AUTHORS.length);
        const op = left[at]!.shift();
        if (op) board.apply(AUTHORS[at]!, [op]);
      }
    }
    assert.deepEqual(seen(boards[0]!), seen(boards[1]!), `seed ${seed}`);
  }
});

test("an agent's word changes only the agent's strokes; the customer hides any and brings back no other's", () => {
  const board = new Board();
  board.apply("ada", [begin(1)]);
  board.apply("bob", [{ op: "hide", strokes: [{ by: "ada", n: 1 }] }, { op: "extend", n: 1, points: [[5, 5]] }]);
  assert.equal(board.visible().length, 1);
  board.apply(CUSTOMER, [{ op: "hide", strokes: [{ by: "ada", n: 1 }] }]);
  board.apply("ada", [{ op: "show", strokes: [{ by: "ada", n: 1 }] }]);
  board.apply(CUSTOMER, [{ op: "show", strokes: [{ by: "ada", n: 1 }] }]);
  assert.deepEqual(board.visible(), [], "what the customer erased stays away");
});

test("a pen's points follow one another, a rectangle's last point is its corner, and nothing follows the finish", () => {
  const board = new Board();
  board.apply("ada", [begin(1), { op: "extend", n: 1, points: [[1, 1], [2, 2]] }, { op: "finish", n: 1 }, { op: "extend", n: 1, points: [[3, 3]] }]);
  board.apply("ada", [begin(2, { tool: "rectangle", points: [[0, 0], [0, 0]] }), { op: "extend", n: 2, points: [[4, 4], [5, 6]] }]);
  assert.deepEqual(board.all().map(({ points }) => points), [[[0, 0], [1, 1], [2, 2]], [[0, 0], [5, 6]]]);
});

test("undo and redo are each other's inverse, whatever was drawn and erased", () => {
  for (let seed = 0; seed < 2_000; seed++) {
    const pick = random(seed);
    const board = new Board();
    const history = new History(board);
    const act = (op: Op | null): void => void (op && board.apply("ada", [op]));
    const states = [seen(board)];
    for (let n = 1; n <= 8; n++) {
      const visible = board.visible();
      if (pick(3) > 0 || visible.length === 0) {
        act(begin(n));
        history.note(true, [{ by: "ada", n }]);
      } else {
        const strokes = [visible[pick(visible.length)]!].map(({ by, n: number }) => ({ by, n: number }));
        act({ op: "hide", strokes });
        history.note(false, strokes);
      }
      states.push(seen(board));
    }
    let at = states.length - 1;
    for (let step = 0; step < 30; step++) {
      const forwards = pick(2) === 1;
      assert.equal(forwards ? history.canRedo : history.canUndo, forwards ? at < states.length - 1 : at > 0, `seed ${seed}`);
      act(forwards ? history.redo() : history.undo());
      at = Math.max(0, Math.min(states.length - 1, at + (forwards ? 1 : -1)));
      assert.deepEqual(seen(board), states[at], `seed ${seed}, step ${step}`);
    }
  }
});

test("what is drawn after an undo leaves nothing to redo, and what the customer erased cannot be undone", () => {
  const board = new Board();
  const history = new History(board);
  board.apply("ada", [begin(1), begin(2)]);
  history.note(true, [{ by: "ada", n: 1 }]);
  board.apply("ada", [history.undo()!]);
  assert.ok(history.canRedo);
  history.note(true, [{ by: "ada", n: 2 }]);
  assert.equal(history.canRedo, false);
  board.apply(CUSTOMER, [{ op: "hide", strokes: [{ by: "ada", n: 2 }] }]);
  assert.equal(history.undo(), null);
});

test("with too many strokes the oldest hidden one goes for good, as it does at the relay", () => {
  const board = new Board();
  for (let n = 0; n < MAX_STROKES; n++) board.apply("ada", [begin(n)]);
  board.apply("ada", [{ op: "hide", strokes: [{ by: "ada", n: 5 }, { by: "ada", n: 3 }] }, begin(MAX_STROKES)]);
  assert.equal(board.get({ by: "ada", n: 3 }), undefined);
  assert.ok(board.get({ by: "ada", n: 5 }));
});

test("a new document's empty drawing leaves nothing, and a reconnect keeps the page a stroke was drawn on", () => {
  const board = new Board();
  board.apply("ada", [begin(1)], "/first");
  const told = readStrokes([{ by: "ada", byName: "Ada", n: 1, tool: "pen", colour: "#d92d20", node: 7, points: [[0, 0]], hidden: false }]);
  board.load(told, "/second");
  assert.deepEqual(board.visible().map(({ address }) => address), ["/first"]);
  board.load([]);
  assert.deepEqual(board.all(), []);
});

test("ops that are none are left out, those beside them are not", () => {
  const good = begin(1);
  const bad = [null, 3, {}, { op: "begin", n: -1 }, { ...good, colour: "url(x)" }, { ...good, tool: "laser" }, { ...good, points: [] }, { ...good, points: [["a", 1]] }, { op: "wipe" }];
  assert.deepEqual(readOps([...bad, good]), [good]);
  assert.deepEqual(readOps("nothing"), []);
  assert.deepEqual(readOps([{ op: "hide", strokes: [{ by: 3, n: 1 }, { by: "ada", n: 1 }] }]), [{ op: "hide", strokes: [{ by: "ada", n: 1 }] }]);
});
