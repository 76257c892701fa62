import { describe, expect, it } from "vitest";
import {
  activeLiquidity,
  indexAtOrBelow,
  liquidityMismatch,
  type TickLiquidity,
  tickBook,
} from "../../../../engine/liquidity/pool/tickBook.ts";
import { fields, value } from "../../forecast/value.ts";
import { poolOf, recordedPools } from "./support.ts";

describe("a tick book", () => {
  it.each(recordedPools)("of $name adds up to the liquidity that the chain states", (recorded) => {
    const { spacing, entries, pool, name } = recorded;
    const book = value(tickBook(spacing, entries));
    expect(liquidityMismatch(book, pool.tick, pool.liquidity, name)).toBeNull();
    expect(book.active.at(-1)).toBe(0n);
  });

  it.each(recordedPools)("of $name without one tick is found out", ({ spacing, entries, pool, name }) => {
    const below = entries.findLastIndex(({ tick }) => tick <= pool.tick);
    const book = tickBook(spacing, entries.toSpliced(below, 1));
    const issue = book.ok ? liquidityMismatch(book.value, pool.tick, pool.liquidity, name) : book.issues[0];
    expect(issue?.code).toMatch(/INTEGRITY|INVALID_INPUT/);
    const missing = entries[below];
    if (book.ok) expect(pool.liquidity - activeLiquidity(book.value, pool.tick)).toBe(missing?.net);
  });

  it("counts a position from its lower tick up to, not with, its upper one", () => {
    const { book } = poolOf(10, 0, [{ lowerTick: -10, upperTick: 20, delta: 7n }]);
    expect([-11, -10, 19, 20].map((tick) => activeLiquidity(book, tick))).toEqual([0n, 7n, 7n, 0n]);
    expect([-11, -10, 19, 20].map((tick) => indexAtOrBelow(book, tick))).toEqual([-1, 0, 0, 1]);
  });

  it("keeps a tick at which as much ends as begins, and drops one that was burnt", () => {
    const { book } = poolOf(10, 0, [
      { lowerTick: -10, upperTick: 0, delta: 5n },
      { lowerTick: 0, upperTick: 10, delta: 5n },
      { lowerTick: -30, upperTick: 30, delta: 2n },
      { lowerTick: -30, upperTick: 30, delta: -2n },
    ]);
    expect([...book.ticks]).toEqual([-10, 0, 10]);
    expect(book.net).toEqual([5n, 0n, -5n]);
  });

  it("names what is wrong with a tick", () => {
    const row = (tick: number, gross = 1n, net = 1n): TickLiquidity => ({ tick, gross, net });
    expect(fields(tickBook(0, []))).toEqual(["spacing"]);
    expect(fields(tickBook(10, [row(5)]))).toEqual(["ticks[0].tick"]);
    expect(fields(tickBook(10, [row(887_280)]))).toEqual(["ticks[0].tick"]);
    expect(fields(tickBook(10, [row(10), row(10)]))).toEqual(["ticks[1].tick"]);
    expect(fields(tickBook(10, [row(10, -1n)]))).toEqual(["ticks[0].gross"]);
    expect(fields(tickBook(10, [row(10, 1n, -1n)]))).toEqual(["ticks[0].net"]);
  });
});
