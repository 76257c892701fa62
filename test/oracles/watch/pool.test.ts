import { describe, expect, it } from "vitest";
import type { PriceInput } from "../../../src/oracles/watch/parseUpdate.ts";
import { brief, openRules, profile, T0, update, venue, watchOf } from "./support.ts";

const pool = venue({ feed: "pool", chainId: 1, kind: "pool", family: "uniswap" });
const swap = (block: number, price: number, fields: Partial<PriceInput> = {}) =>
  update({ feed: "pool", round: 100 + block, time: T0 + block * 12, price, ...fields });
const ticks = (count: number) => 3000 * 1.0001 ** count;

describe("flash-size-move", () => {
  it.each([
    [150, []],
    [300, ["flash-size-move opened warning"]],
    [700, ["flash-size-move opened critical"]],
  ])("finds %d ticks that came back within the block", (size, expected) => {
    const watch = watchOf(pool);
    watch.update(swap(0, 3000));
    const changes = [ticks(size), 3000].flatMap((price) => brief(watch.update(swap(1, price))));
    expect(changes.filter((change) => change.includes("opened"))).toEqual(expected);
  });

  it("finds a move that came back in the next block, though a market had followed it", () => {
    const watch = watchOf(pool, venue());
    watch.update(swap(0, 3000));
    watch.update(update({ feed: "ETH/USD venue", chainId: 0, time: T0 + 12, price: ticks(600) }));
    expect(brief(watch.update(swap(1, ticks(700))))).toEqual([]);
    expect(brief(watch.update(swap(2, 3000)))).toContain("flash-size-move opened critical");
  });

  it("finds a move that stands while nobody else moved (Inverse INV)", () => {
    const watch = watchOf(pool);
    watch.update(swap(0, 3000));
    expect(brief(watch.update(swap(1, 150_000)))).toContain("flash-size-move opened critical");
  });

  it("adds up the swaps of a block, but not those of many blocks", () => {
    const watch = watchOf(pool);
    for (let block = 0; block < 50; block++) {
      expect(brief(watch.update(swap(block, ticks(block * 150))))).toEqual([]);
    }
    const changes = [0, 1, 2, 3].flatMap((i) => brief(watch.update(swap(50, ticks(50 * 150 + i * 100)))));
    expect(changes).toContain("flash-size-move opened warning");
  });
});

describe("twap-deviation", () => {
  const oracle = (price: number, block: number) => update({ price, time: T0 + block * 12, round: block });

  /** A pool that stood still for an hour. */
  function stillPool(depth?: number, isTail?: boolean) {
    const watch = watchOf(profile(isTail === undefined ? {} : { isTail }), pool);
    for (let block = 0; block < 300; block++)
      watch.update(swap(block, 3000, depth === undefined ? {} : { depth }));
    return watch;
  }

  it("warns past 2 % and the band, and is critical past Drift's 50 %", () => {
    expect(brief(stillPool().update(oracle(3070, 300)))).toEqual([]);
    expect(brief(stillPool().update(oracle(3080, 300)))).toContain("twap-deviation opened warning");
    expect(brief(stillPool().update(oracle(4600, 300)))).toContain("twap-deviation opened critical");
  });

  it("gives thinly traded assets 5 %", () => {
    expect(brief(stillPool(undefined, true).update(oracle(3140, 300)))).toEqual([]);
  });

  it("does not take a pool for a reference that is cheap to move", () => {
    expect(brief(stillPool(50_000).update(oracle(4600, 300))).join()).not.toContain("twap");
  });

  it("is not bent by a block at 50 times the price, which the oracle that reads it shows", () => {
    const watch = stillPool();
    watch.update(swap(300, 150_000));
    const changes = brief(watch.update(oracle(150_000, 301)));
    expect(changes).toContain("twap-deviation opened critical");
  });
});

describe("twap-window", () => {
  it("is critical when the oracle averaged 15 s for half an hour", () => {
    const watch = watchOf(profile());
    expect(brief(watch.update(update({ windowSeconds: 1800 })))).toEqual([]);
    watch.update(update({ time: T0 + 60, windowSeconds: 15 }));
    expect(openRules(watch)).toEqual(["twap-window critical"]);
  });
});
