import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PriceInput } from "../../../src/oracles/watch/parseUpdate.ts";
import { createWatch, type WatchSnapshot } from "../../../src/oracles/watch/watch.ts";
import { profile, T0, update, venue, watchOf } from "./support.ts";

const pool = venue({ feed: "pool", chainId: 1, kind: "pool", family: "uniswap" });
const profiles = [profile({ peg: { target: 3000, side: "both" } }), venue(), pool];

/** Updates of all three feeds, some of them wild. */
const story = fc.array(
  fc.record({
    who: fc.constantFrom("ETH/USD", "ETH/USD venue", "pool"),
    wait: fc.integer({ min: 0, max: 5000 }),
    factor: fc.oneof(fc.double({ min: 0.97, max: 1.03, noNaN: true }), fc.constantFrom(0.5, 2, 1000, -1)),
  }),
  { minLength: 10, maxLength: 80 },
);

function inputsOf(list: readonly { who: string; wait: number; factor: number }[]): PriceInput[] {
  let time = T0;
  return list.map(({ who, wait, factor }, i) => {
    time += wait;
    return { feed: who, chainId: who === "ETH/USD venue" ? 0 : 1, time, price: 3000 * factor, round: i + 1 };
  });
}

describe("memory", () => {
  it("is one JSON value: a watch goes on from it as if it had never stopped", () => {
    fc.assert(
      fc.property(story, fc.nat(), (list, cut) => {
        const inputs = inputsOf(list);
        const whole = watchOf(...profiles);
        const all = inputs.map((input) => whole.update(input).changes);
        const at = cut % inputs.length;
        const first = watchOf(...profiles);
        for (const input of inputs.slice(0, at)) first.update(input);
        const stored: WatchSnapshot = JSON.parse(JSON.stringify(first.snapshot()));
        const second = createWatch(null, { snapshot: stored });
        expect(inputs.slice(at).map((input) => second.update(input).changes)).toEqual(all.slice(at));
        expect(second.snapshot()).toEqual(whole.snapshot());
      }),
      { numRuns: 60 },
    );
  });

  it("does not grow with the number of updates", () => {
    const watch = watchOf(...profiles);
    const sizes: number[] = [];
    for (let i = 0; i < 60_000; i++) {
      const who = ["ETH/USD", "ETH/USD venue", "pool"][i % 3] ?? "pool";
      const price = 3000 + (i % 7) + (i % 1000 === 0 ? 1e6 : 0);
      watch.update(update({ feed: who, chainId: i % 3 === 1 ? 0 : 1, time: T0 + i * 4, price, round: i }));
      if (i % 20_000 === 19_999) sizes.push(JSON.stringify(watch.snapshot()).length);
    }
    const [early = 0, , late = 0] = sizes;
    expect(late).toBeLessThan(early * 1.1);
    expect(late).toBeLessThan(30_000);
  });

  it("of a snapshot is the caller's own: changing it does not change the watch", () => {
    const watch = watchOf(profile());
    watch.update(update({ round: 1 }));
    const before = JSON.stringify(watch.snapshot());
    const taken = watch.snapshot();
    const [record] = taken.feeds;
    if (record !== undefined) record.state.lines.length = 0;
    expect(JSON.stringify(watch.snapshot())).toBe(before);
  });
});
