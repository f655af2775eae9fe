import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Axis, scrollFirst, type Scroller } from "./scroll";

/** A box that can go from 0 to `room` either way. */
class Fake implements Scroller {
  at = { x: 0, y: 0 };
  constructor(
    private readonly room: { readonly x: number; readonly y: number },
    private readonly style: { readonly allows?: boolean; readonly keeps?: boolean } = {},
  ) {}
  allows(): boolean {
    return this.style.allows ?? true;
  }
  moves(axis: Axis, delta: number): boolean {
    const before = this.at[axis];
    this.at[axis] = Math.min(this.room[axis], Math.max(0, before + delta));
    return this.at[axis] !== before;
  }
  keeps(): boolean {
    return this.style.keeps ?? false;
  }
}

describe("who takes a scroll", () => {
  it("is the nearest box that can still move that way", () => {
    const inner = new Fake({ x: 0, y: 150 });
    const outer = new Fake({ x: 0, y: 1000 });
    assert.ok(scrollFirst([inner, outer], "y", 100));
    assert.ok(scrollFirst([inner, outer], "y", 100));
    assert.deepEqual([inner.at.y, outer.at.y], [150, 0], "the inner one takes what is left of it");
    assert.ok(scrollFirst([inner, outer], "y", 100));
    assert.deepEqual([inner.at.y, outer.at.y], [150, 100]);
    assert.ok(scrollFirst([inner, outer], "y", -100));
    assert.deepEqual([inner.at.y, outer.at.y], [50, 100], "back again it is the inner one's turn");
  });

  it("is decided for each axis by itself", () => {
    const wide = new Fake({ x: 500, y: 0 });
    const page = new Fake({ x: 0, y: 500 });
    scrollFirst([wide, page], "x", 40);
    scrollFirst([wide, page], "y", 40);
    assert.deepEqual([wide.at, page.at], [{ x: 40, y: 0 }, { x: 0, y: 40 }]);
  });

  it("is never a box whose style forbids it, and nobody beyond one that keeps scrolling to itself", () => {
    const locked = new Fake({ x: 0, y: 500 }, { allows: false });
    const page = new Fake({ x: 0, y: 500 });
    assert.ok(scrollFirst([locked, page], "y", 40));
    assert.deepEqual([locked.at.y, page.at.y], [0, 40]);
    const keeper = new Fake({ x: 0, y: 10 }, { keeps: true });
    assert.ok(scrollFirst([keeper, page], "y", 40));
    assert.equal(scrollFirst([keeper, page], "y", 40), false);
    assert.equal(page.at.y, 40);
  });

  it("is nobody if nothing can move", () => {
    assert.equal(scrollFirst([new Fake({ x: 0, y: 0 })], "y", 40), false);
    assert.equal(scrollFirst([], "y", 40), false);
  });
});
