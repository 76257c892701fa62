import { describe, expect, it } from "vitest";
import type { FeedProfile } from "../../../src/oracles/checks/profile.ts";
import type { PriceInput } from "../../../src/oracles/watch/parseUpdate.ts";
import type { Watch } from "../../../src/oracles/watch/watch.ts";
import { brief, calm, openRules, profile, T0, update, venue, watchOf } from "./support.ts";

const atVenue = (fields: Partial<PriceInput>) => update({ feed: "ETH/USD venue", chainId: 0, ...fields });

/** One update of each source a minute, and what opened. */
function rounds(watch: Watch, count: number, prices: (minute: number) => readonly PriceInput[]): string[] {
  return Array.from({ length: count }, (_, i) =>
    prices(i).map((input) => brief(watch.update({ ...input, time: T0 + i * 60 }))),
  )
    .flat(2)
    .filter((change) => change.includes("opened"));
}

describe("cross-source-deviation of two", () => {
  it("opens at the second look in a row, on the source with the promise", () => {
    const watch = watchOf(profile(), venue());
    calm(watch, 30);
    expect(brief(watch.update(atVenue({ price: 3030 })))).toEqual([]);
    const second = watch.update(atVenue({ price: 3030, time: T0 + 12 }));
    expect(brief(second)).toEqual(["cross-source-deviation opened warning"]);
    expect(second.changes[0]?.anomaly.feed).toBe("ETH/USD");
    expect(second.changes[0]?.anomaly.evidence.rounds).toMatchObject([
      { feed: "ETH/USD", round: "30" },
      { feed: "ETH/USD venue", price: 3030 },
    ]);
  });

  it("lets cbBTC be: 1.14 % inside a band of 2 % (a peer's flat 1 % rule fired)", () => {
    const watch = watchOf(profile({ deviation: 0.02 }));
    calm(watch, 30, { price: 59_211.55 });
    for (let i = 0; i < 5; i++) {
      const input = { price: 59_211.55, marketPrice: 58_544.51, time: T0 + i * 60, round: 31 + i };
      expect(brief(watch.update(update(input)))).toEqual([]);
    }
  });

  it("does not compare with a trade of half an hour ago", () => {
    const watch = watchOf(profile(), venue());
    watch.update(atVenue({ price: 3300, time: T0 - 1800 }));
    for (let i = 0; i < 3; i++) {
      expect(brief(watch.update(update({ time: T0 + i * 60, round: i + 1 }))).join()).not.toContain(
        "cross-source",
      );
    }
  });

  it("stays open while nobody is there to compare with, for a day", () => {
    const watch = watchOf(profile(), venue());
    calm(watch, 30);
    for (const i of [0, 1]) watch.update(atVenue({ price: 3100, time: T0 + i * 12 }));
    for (let i = 1; i <= 20; i++) watch.update(update({ time: T0 + i * 3600, round: 30 + i }));
    expect(openRules(watch)).toEqual(["cross-source-deviation critical"]);
    for (let i = 21; i <= 28; i++) watch.update(update({ time: T0 + i * 3600, round: 30 + i }));
    expect(openRules(watch)).toEqual([]);
  });

  it("does not blame the oracle for a venue whose own rules found it wrong", () => {
    const watch = watchOf(profile(), venue());
    calm(watch, 30);
    for (let i = 0; i < 30; i++) watch.update(atVenue({ time: T0 - 2000 + i * 60 }));
    watch.update(atVenue({ price: 3e9, time: T0 }));
    watch.update(atVenue({ price: 3e9, time: T0 + 12 }));
    expect(watch.open().map(({ feed }) => feed)).toEqual(["ETH/USD venue"]);
  });
});

describe("cross-source-deviation of three and more", () => {
  const kraken = venue({ feed: "kraken", family: "kraken" });
  const okx = venue({ feed: "okx", family: "okx" });
  const reporter = profile({
    heartbeatSeconds: null,
    deviation: 0,
    peg: { target: 1, side: "both" },
    asset: "DAI/USD",
  });
  const peg = { target: 1, side: "both" } as const;
  const dai: FeedProfile[] = [
    reporter,
    { ...kraken, asset: "DAI/USD", peg },
    { ...okx, asset: "DAI/USD", peg },
  ];
  const minute = (price: number): PriceInput[] => [
    update({ feed: "kraken", chainId: 0, price: 1 }),
    update({ feed: "okx", chainId: 0, price: 1.001 }),
    update({ price }),
  ];

  it("names the one at fault, as a venue's price and not as a depeg (DAI at 1.30 on Coinbase)", () => {
    const watch = watchOf(...dai);
    expect(rounds(watch, 30, () => minute(1.0005))).toEqual([]);
    for (let i = 30; i < 34; i++)
      for (const input of minute(1.3)) watch.update({ ...input, time: T0 + i * 60 });
    const faults = watch.open().filter(({ severity }) => severity === "critical");
    expect([...new Set(faults.map(({ feed }) => feed))]).toEqual(["ETH/USD"]);
    const rules = faults.map(({ rule }) => rule);
    expect(rules).toContain("cross-source-deviation");
    expect(rules).toContain("single-venue-depeg");
    expect(rules).not.toContain("depeg");
  });

  it("calls it a depeg when every venue says so", () => {
    const watch = watchOf(...dai);
    rounds(watch, 30, () => minute(1.0005));
    for (let i = 30; i < 34; i++) {
      for (const input of minute(0.95)) watch.update({ ...input, price: 0.95, time: T0 + i * 60 });
    }
    const rules = watch.open().map(({ rule }) => rule);
    expect(rules).toContain("depeg");
    expect(rules).not.toContain("single-venue-depeg");
  });
});

describe("depeg", () => {
  const usdc = profile({ asset: "USDC/USD", peg: { target: 1, side: "both" } });
  const readings = (...prices: number[]) => {
    const watch = watchOf(usdc);
    return prices.flatMap((price, i) =>
      brief(watch.update(update({ price, time: T0 + i * 60, round: i + 1 }))),
    );
  };

  it.each([
    ["one reading says nothing", [1, 0.95, 1, 0.95, 1], []],
    ["two past 0.5 % inform", [1, 0.994, 0.994], ["depeg opened info"]],
    ["two past 1 % warn", [1, 0.985, 0.985], ["depeg opened warning"]],
    ["two past 2 % are critical", [1, 0.975, 0.975], ["depeg opened critical"]],
    [
      "a reading just short of a limit does not hide the one before",
      [1, 0.988, 0.994],
      ["depeg opened warning"],
    ],
    ["but lifts it one level only", [1, 0.95, 0.994], ["depeg opened warning"]],
  ])("%s", (_, prices, expected) => {
    expect(readings(...prices).filter((change) => change.startsWith("depeg"))).toEqual(expected);
  });

  it("of a staked asset counts downwards only", () => {
    const watch = watchOf(profile({ asset: "STETH/ETH", peg: { target: 1, side: "downside" } }));
    const off = (price: number, i: number) =>
      brief(watch.update(update({ price, time: T0 + i * 60, round: i })));
    expect([1, 2, 3].flatMap((i) => off(1.03, i))).toEqual([]);
    expect([4, 5].flatMap((i) => off(0.97, i))).toContain("depeg opened critical");
  });
});

describe("clamp and frozen", () => {
  it("find LUNA: the market below the minimum while the feed stands at 0.107", () => {
    const watch = watchOf(profile({ heartbeatSeconds: 86_400, deviation: 0.02, minAnswer: 0.1 }), venue());
    calm(watch, 30, { price: 0.107 });
    expect(brief(watch.update(atVenue({ price: 0.103 })))).toEqual([]);
    expect(brief(watch.update(atVenue({ price: 0.0758, time: T0 + 60 })))).toContain("clamp opened critical");
    watch.update(atVenue({ price: 0.05, time: T0 + 120 }));
    expect(brief(watch.update(atVenue({ price: 0.03, time: T0 + 180 })))).toContain("frozen opened critical");
  });

  it("is critical right at a bound, and silent for bounds that nothing reaches", () => {
    const capped = watchOf(profile({ maxAnswer: 1.05 }));
    expect(brief(capped.update(update({ price: 1.045 })))).toContain("clamp opened critical");
    const unbounded = watchOf(profile({ minAnswer: 1e-8, maxAnswer: 9.6e52 }));
    expect(brief(unbounded.update(update()))).toEqual([]);
  });

  it("find the same price in three rounds while the market is beyond the band", () => {
    const watch = watchOf(profile());
    calm(watch, 30);
    const opened = [0, 1, 2].flatMap((i) =>
      brief(watch.update(update({ price: 3001, marketPrice: 3040, time: T0 + i * 60, round: 31 + i }))),
    );
    expect(opened).toContain("frozen opened warning");
  });

  it("let a feed without a deviation promise stand still", () => {
    const watch = watchOf(profile({ deviation: 0 }), venue());
    calm(watch, 30);
    for (let i = 0; i < 6; i++) watch.update(atVenue({ price: 3100, time: T0 + i * 12 }));
    expect(openRules(watch).join()).not.toContain("frozen");
  });
});

describe("cross-chain-divergence", () => {
  const chains = [1, 10, 42161].map((chainId) => profile({ chainId }));
  const minute = (odd: number) =>
    chains.map(({ chainId }) => update({ chainId, price: chainId === 10 ? odd : 3000 }));

  it("names the chain whose feed hangs", () => {
    const watch = watchOf(...chains);
    expect(rounds(watch, 5, () => minute(3010))).toEqual([]);
    const opened = rounds(watchOf(...chains), 5, () => minute(3100));
    expect(opened).toEqual(["cross-chain-divergence opened critical"]);
  });

  it("adds the bands of both chains to its margin", () => {
    const pair = [profile({ deviation: 0.02 }), profile({ chainId: 10, deviation: 0.001 })];
    const both = (price: number) => [update(), update({ chainId: 10, price })];
    expect(rounds(watchOf(...pair), 5, () => both(3075))).toEqual([]);
    expect(rounds(watchOf(...pair), 5, () => both(3085))).toEqual(["cross-chain-divergence opened warning"]);
  });

  it("is no matter between different operators", () => {
    const other = profile({ chainId: 10, family: "pyth" });
    const opened = rounds(watchOf(profile(), other), 5, () => [
      update(),
      update({ chainId: 10, price: 3100 }),
    ]);
    expect(opened.join()).not.toContain("cross-chain");
  });
});
