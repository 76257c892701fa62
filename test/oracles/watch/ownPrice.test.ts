import { describe, expect, it } from "vitest";
import { accepted, brief, calm, openRules, profile, T0, update, venue, watchOf } from "./support.ts";

describe("invalid", () => {
  it.each([
    ["zero", { price: 0 }],
    ["negative", { price: -3000 }],
    ["beyond all money", { price: 1e30 }],
    ["round 0 of a history that was never written", { price: 0, round: 0 }],
    ["a price from the future of its chain", { seenAt: T0 - 3600 }],
  ])("is critical at once: %s", (_, fields) => {
    const watch = watchOf(profile());
    calm(watch, 30);
    expect(brief(watch.update(update({ round: 31, ...fields })))).toContain("invalid opened critical");
  });

  it("leaves the feed's own level alone, so that the next good price is good", () => {
    const watch = watchOf(profile());
    calm(watch, 30);
    watch.update(update({ price: -1, round: 31 }));
    for (let i = 1; i <= 3; i++) watch.update(update({ time: T0 + i * 60, round: 31 + i }));
    expect(watch.open()).toEqual([]);
  });
});

describe("scale-error", () => {
  it.each([
    ["8 decimals read as 18", 3000e-10],
    ["18 decimals read as 8", 3000e10],
    ["sKRW, 1000 times", 3_000_000],
    ["wrsETH, a factor that is no power of ten", 3000 * 1.56e6],
  ])("is critical at once and not believed: %s", (_, price) => {
    const watch = watchOf(profile());
    calm(watch, 30);
    expect(brief(watch.update(update({ price, round: 31 })))).toContain("scale-error opened critical");
    const back = [1, 2, 3].flatMap((i) => brief(watch.update(update({ time: T0 + i * 60, round: 31 + i }))));
    expect(back).toContain("scale-error closed critical");
    expect(back.filter((change) => change.includes("opened"))).toEqual([]);
  });

  it("knows a ratio that was not multiplied by ETH/USD", () => {
    const watch = watchOf(profile({ feed: "CBETH/USD", asset: "CBETH/USD" }), profile());
    calm(watch, 30, { feed: "CBETH/USD", price: 2200 });
    calm(watch, 30, { price: 1964 });
    const changes = accepted(watch.update(update({ feed: "CBETH/USD", price: 1.12, round: 31 })));
    const scale = changes.find(({ anomaly }) => anomaly.rule === "scale-error");
    expect(scale?.anomaly.severity).toBe("critical");
    expect(scale?.anomaly.message).toContain("quote price");
  });

  it("sees a factor of ten only against a reference", () => {
    const alone = watchOf(profile());
    calm(alone, 30);
    alone.update(update({ price: 300, round: 31 }));
    expect(openRules(alone)).not.toContain("scale-error critical");
    const watch = watchOf(profile());
    calm(watch, 30);
    watch.update(update({ price: 300, round: 31, marketPrice: 3000 }));
    expect(openRules(watch)).toContain("scale-error critical");
  });

  it("is silent when a fresh market moved with the price, however far", () => {
    const watch = watchOf(profile(), venue());
    calm(watch, 30);
    watch.update(update({ feed: "ETH/USD venue", chainId: 0, price: 10, time: T0 - 1 }));
    watch.update(update({ price: 10.01, round: 31 }));
    expect(openRules(watch)).not.toContain("scale-error critical");
  });

  it("believes a new level after twenty updates, and says that the configuration changed", () => {
    const watch = watchOf(profile());
    calm(watch, 30);
    const changes = Array.from({ length: 24 }, (_, i) =>
      brief(watch.update(update({ price: 3000e10 / 1e2, time: T0 + i * 60, round: 31 + i }))),
    );
    expect(changes[19]).toContain("config-change opened warning");
    expect(changes.slice(20).flat()).toContain("scale-error closed critical");
  });

  it("never believes a wrong level that a reference contradicts", () => {
    const watch = watchOf(profile());
    calm(watch, 30);
    for (let i = 0; i < 100; i++) {
      watch.update(update({ price: 3e6, time: T0 + i * 60, round: 31 + i, marketPrice: 3000 }));
    }
    expect(openRules(watch)).toContain("scale-error critical");
  });

  it("outvotes a wrong first price by three that agree", () => {
    const watch = watchOf(profile());
    watch.update(update({ price: 3e9, round: 1 }));
    for (let i = 1; i <= 7; i++) watch.update(update({ time: T0 + i * 60, round: 1 + i }));
    expect(watch.open()).toEqual([]);
  });
});

describe("jump", () => {
  it("is a warning when nobody else is heard, info when the market moved with it", () => {
    const alone = watchOf(profile());
    calm(alone, 60);
    expect(brief(alone.update(update({ price: 3300, round: 61 })))).toEqual(["jump opened warning"]);
    const followed = watchOf(profile());
    calm(followed, 60);
    const result = followed.update(update({ price: 3300, round: 61, marketPrice: 3298 }));
    expect(brief(result)).toEqual(["jump opened info"]);
  });

  it("is none when a feed with little history speaks again after a month", () => {
    const watch = watchOf(profile({ heartbeatSeconds: null }));
    watch.update(update({ price: 3000 }));
    const month = 30 * 86_400;
    expect(brief(watch.update(update({ price: 2000, time: T0 + month })))).toEqual([]);
    expect(brief(watch.update(update({ price: 2600, time: T0 + month + 3600 })))).toEqual([
      "jump opened warning",
    ]);
  });

  it("is critical at once when the market stayed where it was", () => {
    const watch = watchOf(profile());
    calm(watch, 60);
    expect(brief(watch.update(update({ price: 3300, round: 61, marketPrice: 3001 })))).toContain(
      "jump opened critical",
    );
  });

  it("becomes critical when it comes back within two updates and ten minutes", () => {
    const watch = watchOf(profile());
    calm(watch, 60);
    watch.update(update({ price: 3300, round: 61 }));
    expect(brief(watch.update(update({ time: T0 + 60, price: 3010, round: 62 })))).toContain(
      "jump updated critical",
    );
  });

  it("stays a warning when a market comes back in its own time", () => {
    const watch = watchOf(profile());
    calm(watch, 60);
    watch.update(update({ price: 3300, round: 61 }));
    const later = watch.update(update({ time: T0 + 900, price: 3010, round: 62 }));
    expect(brief(later).join()).not.toContain("critical");
  });

  it("does not fire inside the feed's own band, whatever the volatility was", () => {
    const watch = watchOf(profile({ deviation: 0.02 }));
    calm(watch, 60);
    expect(brief(watch.update(update({ price: 3170, round: 61 })))).toEqual([]);
  });
});

describe("wide-confidence", () => {
  it.each([
    [0.5, []],
    [45, ["wide-confidence opened warning"]],
    [61, ["wide-confidence opened critical"]],
    [12_000, ["wide-confidence opened critical"]],
  ])("of %d on 3000", (confidence, expected) => {
    const watch = watchOf(profile());
    calm(watch, 30, { confidence: 1 });
    expect(brief(watch.update(update({ round: 31, confidence })))).toEqual(expected);
  });

  it("warns of a width ten times the feed's own, below every fixed limit", () => {
    const watch = watchOf(profile());
    calm(watch, 30, { confidence: 1 });
    expect(brief(watch.update(update({ round: 31, confidence: 15 })))).toEqual([
      "wide-confidence opened warning",
    ]);
  });

  it("takes the feed's own limit where it has one", () => {
    const watch = watchOf(profile({ maxConfidence: 0.03 }));
    calm(watch, 5, { confidence: 1 });
    expect(brief(watch.update(update({ round: 6, confidence: 61 })))).toEqual([]);
  });
});

describe("observer-dispersion", () => {
  const nodes = (wrong: number, price: number) =>
    Array.from({ length: 16 }, (_, i) => (i < wrong ? price : 3000) * (1 + 0.0001 * i));

  it("is critical when the nodes are split, even while the median is right", () => {
    const watch = watchOf(profile());
    calm(watch, 5);
    const result = watch.update(update({ round: 6, observations: nodes(5, 4.7e9) }));
    expect(brief(result)).toEqual(["observer-dispersion opened critical"]);
  });

  it("lets one or two nodes err", () => {
    const watch = watchOf(profile());
    calm(watch, 5);
    expect(brief(watch.update(update({ round: 6, observations: nodes(2, 4.7e9) })))).toEqual([]);
  });

  it("warns when the middle half is wide without camps", () => {
    const watch = watchOf(profile());
    calm(watch, 5);
    const observations = Array.from({ length: 16 }, (_, i) => 3000 * (1 + 0.003 * i));
    expect(brief(watch.update(update({ round: 6, observations })))).toEqual([
      "observer-dispersion opened warning",
    ]);
  });
});

describe("rate-bound", () => {
  const rate = profile({
    feed: "WSTETH/STETH",
    asset: "WSTETH/STETH",
    deviation: 0,
    rateBound: { maxYearlyGrowth: 0.1, snapshotRatio: 1.2, snapshotTime: T0 - 365 * 86_400 },
  });
  const of = (price: number, fields = {}) => update({ feed: rate.feed, price, round: 31, ...fields });

  it.each([
    [1.319, []],
    [1.3225, ["rate-bound opened critical"]],
  ])("holds a rate of %d to the snapshot's growth", (price, expected) => {
    expect(brief(watchOf(rate).update(of(price)))).toEqual(expected);
  });

  it("warns of a fall, and is critical for a large one", () => {
    const watch = watchOf(rate);
    calm(watch, 1, { feed: rate.feed, price: 1.3 });
    expect(brief(watch.update(of(1.296, { round: 2 })))).toEqual(["rate-bound opened warning"]);
    expect(brief(watch.update(of(1.27, { time: T0 + 60, round: 3 })))).toContain(
      "rate-bound updated critical",
    );
  });

  it("finds a cap below the true rate when the cap is set, before any price is wrong", () => {
    const watch = watchOf(rate);
    calm(watch, 1, { feed: rate.feed, price: 1.228849 });
    const rateBound = { maxYearlyGrowth: 0.1, snapshotRatio: 1.1919, snapshotTime: T0 - 7 * 86_400 };
    const result = watch.configure({ feed: rate.feed, chainId: 1, time: T0, config: { rateBound } });
    expect(brief(result)).toEqual(["config-change opened warning", "rate-bound opened critical"]);
  });

  it("is critical when the market is 2 % away", () => {
    expect(brief(watchOf(rate).update(of(1.1939, { marketPrice: 1.228849 })))).toContain(
      "rate-bound opened critical",
    );
  });

  it("keeps its own weekly snapshot where the feed has none, and does not move it while the bound is broken", () => {
    const watch = watchOf({ ...rate, heartbeatSeconds: 86_400, rateBound: { maxYearlyGrowth: 0.1 } });
    const day = (i: number, price: number) => of(price, { time: T0 + i * 86_400, round: 31 + i });
    for (let i = 0; i < 20; i++) expect(brief(watch.update(day(i, 1.2 + i * 0.0001)))).toEqual([]);
    for (let i = 20; i < 40; i++) watch.update(day(i, 1.25));
    expect(openRules(watch)).toContain("rate-bound critical");
  });
});
