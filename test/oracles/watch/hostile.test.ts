import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWatch } from "../../../src/oracles/watch/watch.ts";
import { accepted, brief, calm, openRules, profile, T0, update, venue, watchOf } from "./support.ts";

const pool = venue({ feed: "pool", chainId: 1, kind: "pool", family: "uniswap" });
const uptime = profile({ feed: "uptime", asset: "uptime", kind: "sequencer", heartbeatSeconds: null });
const everything = [
  profile({ peg: { target: 3000, side: "both" }, minAnswer: 1, maxAnswer: 1e5 }),
  profile({ chainId: 10 }),
  venue(),
  pool,
  uptime,
];

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -1, 1e30, -1e30, Number.MIN_VALUE, Number.MAX_VALUE, Number.NaN, 3000, T0),
);
const time = fc.oneof(
  fc.integer({ min: T0 - 1e5, max: T0 + 1e5 }),
  fc.constantFrom(0, 9e10, 1, T0 * 1000),
  number,
);
const anything = fc.anything({
  withNullPrototype: true,
  withBigInt: true,
  withDate: true,
  withSparseArray: true,
});
const junk = fc.oneof(anything, fc.constantFrom(null, undefined, "", "x", [], {}, true));
const hostile = fc.oneof(
  fc.record(
    {
      feed: fc.constantFrom("ETH/USD", "ETH/USD venue", "pool", "uptime", "nobody", "__proto__"),
      chainId: fc.constantFrom(0, 1, 10),
      time,
      price: fc.oneof(number, fc.constantFrom("3000", "1e400", "")),
      round: fc.oneof(
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom("36893488147419103239", 1e30, "0xabc", -1),
      ),
      confidence: number,
      observations: fc.array(number, { maxLength: 70 }),
      source: fc.constantFrom("0xold", "0xnew", "", "a", "b", "c", "d", "e"),
      marketPrice: number,
      seenAt: time,
      windowSeconds: number,
      depth: number,
    },
    { requiredKeys: [] },
  ),
  fc.record({ feed: fc.constant("ETH/USD"), chainId: junk, time: junk, price: junk, observations: junk }),
  junk,
);

describe("hostile input", () => {
  it("never makes the watch throw, and every input is looked at or rejected with a reason", () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 40 }), (inputs) => {
        const watch = watchOf(...everything);
        for (const input of inputs) {
          for (const result of [watch.update(input), watch.configure(input)]) {
            if (result.rejection !== null) expect(result.rejection.message.length).toBeGreaterThan(0);
          }
        }
        expect(JSON.parse(JSON.stringify(watch.snapshot()))).toEqual(watch.snapshot());
      }),
      { numRuns: 300 },
    );
  });

  it("never keeps a later fault from being found, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 25 }), (inputs) => {
        const watch = watchOf(profile());
        for (const input of inputs) watch.update(input);
        const from = T0 + 2e5;
        for (let i = 0; i < 60; i++) {
          accepted(watch.update(update({ time: from + i * 60, round: 1e6 + i, source: "0xlast" })));
        }
        expect(openRules(watch).filter((rule) => rule.endsWith("critical"))).toEqual([]);
        const bad = watch.update(
          update({ time: from + 3600, round: 1e6 + 60, price: 3e6, source: "0xlast" }),
        );
        expect(brief(bad)).toContain("scale-error opened critical");
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["NaN", { price: Number.NaN }, "price"],
    ["infinity", { price: Number.POSITIVE_INFINITY }, "price"],
    ["no price", { price: undefined }, "price"],
    ["an empty price", { price: "" }, "price"],
    ["a hexadecimal price", { price: "0x10" }, "price"],
    ["milliseconds", { time: T0 * 1000 }, "time"],
    ["a time before the epoch", { time: -1 }, "time"],
    ["a round that float64 cannot hold", { round: 1e30 }, "round"],
    ["a negative round", { round: -1 }, "round"],
    ["NaN among the observations", { observations: [3000, Number.NaN] }, "observations"],
    [
      "more observations than any network has nodes",
      { observations: new Array(65).fill(3000) },
      "observations",
    ],
    ["a negative confidence", { confidence: -1 }, "confidence"],
    ["a market price of zero", { marketPrice: 0 }, "marketPrice"],
    ["a chain that is no number", { chainId: "1" }, "chainId"],
    ["a name longer than any", { feed: "x".repeat(129) }, "feed"],
  ])("is rejected by field: %s", (_, fields, field) => {
    const { changes, rejection } = watchOf(profile()).update({ ...update(), ...fields });
    expect(changes).toEqual([]);
    expect(rejection).toMatchObject({ code: "INVALID_FIELD", field });
  });

  it("cannot close an anomaly before it opened", () => {
    const watch = watchOf(profile());
    calm(watch, 10);
    watch.update(update({ round: 11, confidence: 300 }));
    const late = [1, 2, 3].flatMap((i) =>
      accepted(watch.update(update({ round: 3, time: T0 - 1e8 - i * 60, confidence: 1 }))),
    );
    const closed = late.filter(({ change }) => change === "closed").map(({ anomaly }) => anomaly);
    expect(closed.map(({ rule }) => rule)).toContain("wide-confidence");
    for (const { openedAt, closedAt } of closed) expect(closedAt).toBeGreaterThanOrEqual(openedAt);
  });

  it("is rejected as a whole: no object, an unknown feed", () => {
    const watch = watchOf(profile());
    expect(watch.update(null).rejection?.code).toBe("NOT_AN_OBJECT");
    expect(watch.update([update()]).rejection?.code).toBe("NOT_AN_OBJECT");
    expect(watch.update(update({ feed: "DOGE/USD" })).rejection?.code).toBe("UNKNOWN_FEED");
    expect(watch.update(update({ feed: "constructor" })).rejection?.code).toBe("UNKNOWN_FEED");
  });

  it("leaves no trace when rejected", () => {
    const watch = watchOf(profile());
    calm(watch, 10);
    const before = watch.snapshot();
    watch.update(update({ price: Number.NaN }));
    watch.configure({ feed: "ETH/USD", chainId: 1, time: T0, config: { deviation: -1 } });
    watch.tick(Number.NaN);
    expect(watch.snapshot()).toEqual(before);
  });

  it("does not let one update from the far future make the other feeds stale", () => {
    const watch = watchOf(profile(), profile({ feed: "BTC/USD", asset: "BTC/USD", heartbeatSeconds: null }));
    calm(watch, 10);
    watch.update(update({ feed: "BTC/USD", time: T0 + 89 * 86_400, price: 60_000 }));
    expect(openRules(watch)).toEqual([]);
  });

  it("cannot fill the memory with made-up feeds", () => {
    const watch = createWatch(null);
    let rejected = 0;
    for (let i = 0; i < 10_100; i++) {
      if (watch.update(update({ feed: `feed ${i}`, time: T0 })).rejection?.code === "TOO_MANY_FEEDS")
        rejected += 1;
    }
    expect(rejected).toBe(100);
  });
});
