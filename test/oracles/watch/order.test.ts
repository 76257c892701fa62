import { describe, expect, it } from "vitest";
import { brief, calm, openRules, profile, T0, update, venue, watchOf } from "./support.ts";

const proxyRound = (phase: bigint, round: bigint) => String((phase << 64n) + round);

describe("out-of-order", () => {
  it.each([
    ["an older round", { round: 29, time: T0 }],
    ["an older time", { round: 31, time: T0 - 500 }],
    ["one round twice, differently", { round: 30, time: T0 }],
  ])("is critical: %s", (_, fields) => {
    const watch = watchOf(profile());
    calm(watch, 30);
    expect(brief(watch.update(update(fields)))).toContain("out-of-order opened critical");
  });

  it("warns of the very same update twice", () => {
    const watch = watchOf(profile());
    watch.update(update({ round: 1 }));
    expect(brief(watch.update(update({ round: 1 })))).toEqual(["out-of-order opened warning"]);
  });

  it("doubts a leap in time until another update confirms it, unless the chain's own clock has passed it", () => {
    const later = T0 + 400 * 86_400;
    const leap = (fields: object) => {
      const watch = watchOf(profile({ heartbeatSeconds: null }));
      watch.update(update({ time: T0 }));
      return brief(watch.update(update({ time: later, ...fields })));
    };
    expect(leap({})).toEqual(["out-of-order opened warning"]);
    expect(leap({ seenAt: later - 1 })).toEqual(["out-of-order opened warning"]);
    expect(leap({ seenAt: later })).toEqual([]);
  });

  it("accepts two rounds in one block", () => {
    const watch = watchOf(profile());
    calm(watch, 30);
    watch.update(update({ round: 31 }));
    expect(brief(watch.update(update({ round: 32, price: 3012 })))).toEqual([]);
  });

  it("tells proxy rounds apart that are one number in float64", () => {
    const watch = watchOf(profile());
    watch.update(update({ round: "110680464442257320387" }));
    expect(brief(watch.update(update({ time: T0 + 60, round: "110680464442257320388" })))).toEqual([]);
    expect(brief(watch.update(update({ time: T0 + 120, round: "110680464442257320386" })))).toEqual([
      "out-of-order opened critical",
    ]);
  });
});

describe("a replaced aggregator", () => {
  it("starts again at round 1: info, and never out of order", () => {
    const watch = watchOf(profile());
    calm(watch, 30, { source: "0xold" });
    const changes = [1, 2, 3, 4].flatMap((i) =>
      brief(watch.update(update({ time: T0 + i * 60, round: i, source: "0xnew" }))),
    );
    expect(changes).toEqual(["config-change opened info", "config-change closed info"]);
  });

  it("is seen in the phase of the proxy's round too", () => {
    const watch = watchOf(profile());
    watch.update(update({ round: proxyRound(6n, 900n) }));
    expect(brief(watch.update(update({ time: T0 + 60, round: proxyRound(7n, 1n) })))).toEqual([
      "config-change opened info",
    ]);
  });

  it("is info even when nobody says the aggregator's address", () => {
    const watch = watchOf(profile());
    calm(watch, 30);
    expect(brief(watch.update(update({ round: 1 })))).toEqual(["config-change opened info"]);
  });

  it("may overlap the old one for a while", () => {
    const watch = watchOf(profile());
    calm(watch, 30, { source: "0xold" });
    const sources = ["0xnew", "0xold", "0xnew", "0xold", "0xnew"];
    const rounds = [1, 31, 2, 32, 3];
    const changes = sources.flatMap((source, i) =>
      brief(watch.update(update({ time: T0 + i * 60, round: rounds[i] ?? 0, source }))),
    );
    expect(changes.join()).not.toContain("out-of-order");
  });
});

describe("round-gap", () => {
  it("counts the missing rounds", () => {
    const watch = watchOf(profile());
    calm(watch, 30);
    const { changes } = watch.update(update({ round: 34 }));
    expect(changes[0]?.anomaly).toMatchObject({
      rule: "round-gap",
      severity: "warning",
      evidence: { missing: 3 },
    });
  });
});

describe("stale", () => {
  it("opens when heartbeat and grace have run out, is critical after two heartbeats, and closes with the next round", () => {
    const watch = watchOf(profile());
    watch.update(update({ round: 1 }));
    expect(brief(watch.tick(T0 + 3900))).toEqual([]);
    expect(brief(watch.tick(T0 + 3901))).toEqual(["stale opened warning"]);
    expect(brief(watch.tick(T0 + 7501))).toEqual(["stale updated critical"]);
    expect(brief(watch.update(update({ time: T0 + 7600, round: 2 })))).toEqual(["stale closed critical"]);
  });

  it("is found in a stream without ticks, by the time of other feeds' updates", () => {
    const watch = watchOf(profile(), profile({ feed: "BTC/USD", asset: "BTC/USD" }));
    watch.update(update({ round: 1 }));
    for (const i of [1, 2])
      watch.update(update({ feed: "BTC/USD", price: 60_000, time: T0 + i * 1900, round: i }));
    expect(openRules(watch)).toEqual([]);
    watch.update(update({ feed: "BTC/USD", price: 60_000, time: T0 + 3950, round: 3 }));
    expect(openRules(watch)).toEqual(["stale warning"]);
  });

  it("is found when the feed itself ends the silence and nobody asked meanwhile", () => {
    const watch = watchOf(profile());
    watch.update(update({ round: 1 }));
    const changes = brief(watch.update(update({ time: T0 + 9000, round: 2 })));
    expect(changes).toEqual(["stale opened critical", "stale closed critical"]);
  });

  it("takes each feed's own heartbeat: 27 s and 35 days", () => {
    const watch = watchOf(
      profile({ heartbeatSeconds: 27, graceSeconds: 10 }),
      profile({ feed: "NAV", asset: "NAV", heartbeatSeconds: 3_024_000 }),
    );
    watch.update(update({ round: 1 }));
    watch.update(update({ feed: "NAV", round: 1 }));
    expect(brief(watch.tick(T0 + 38))).toEqual(["stale opened warning"]);
    watch.tick(T0 + 3_000_000);
    expect(watch.open().map(({ feed }) => feed)).toEqual(["ETH/USD"]);
  });

  it("never calls a feed without a heartbeat stale", () => {
    const watch = watchOf(venue());
    watch.update(update({ feed: "ETH/USD venue", chainId: 0 }));
    expect(brief(watch.tick(T0 + 1e7))).toEqual([]);
  });
});

describe("sequencer", () => {
  const uptime = profile({ feed: "uptime", asset: "uptime", kind: "sequencer", heartbeatSeconds: null });

  it("is critical while down, a warning for the hour after, and no feed of its chain is stale meanwhile", () => {
    const watch = watchOf(uptime, profile(), profile({ chainId: 10 }));
    watch.update(update({ round: 1 }));
    watch.update(update({ chainId: 10, round: 1 }));
    const down = watch.update(update({ feed: "uptime", price: 1, time: T0 + 60 }));
    expect(brief(down)).toEqual(["sequencer opened critical"]);
    watch.tick(T0 + 9000);
    expect(watch.open().map(({ feed, chainId, rule }) => `${feed} ${chainId} ${rule}`)).toEqual([
      "uptime 1 sequencer",
      "ETH/USD 10 stale",
    ]);
    const up = watch.update(update({ feed: "uptime", price: 0, time: T0 + 9100 }));
    expect(brief(up)).toEqual(["sequencer updated warning"]);
    expect(brief(watch.tick(T0 + 12_699))).toEqual([]);
    expect(brief(watch.tick(T0 + 12_700))).toEqual(["sequencer closed warning", "stale opened critical"]);
  });

  it("takes the newest message even when its time goes back, and says so", () => {
    const watch = watchOf(uptime);
    watch.update(update({ feed: "uptime", price: 1, time: T0 + 500 }));
    watch.update(update({ feed: "uptime", price: 0, time: T0 }));
    expect(openRules(watch)).toEqual(["sequencer warning", "out-of-order critical"]);
  });
});

describe("stale-observation", () => {
  it.each([
    [120, 3600, []],
    [121, 3600, ["stale-observation opened warning"]],
    [61, null, ["stale-observation opened warning"]],
  ])("of %d s with heartbeat %s", (delay, heartbeatSeconds, expected) => {
    const watch = watchOf(profile({ heartbeatSeconds }));
    expect(brief(watch.update(update({ seenAt: T0 + delay })))).toEqual(expected);
  });
});

describe("cadence-change", () => {
  const run = (seconds: readonly number[], move: number) => {
    const watch = watchOf(profile());
    let time = T0;
    return seconds.flatMap((wait, i) => {
      time += wait;
      return brief(watch.update(update({ time, round: i + 1, price: 3000 * (1 + (i % 2) * move) })));
    });
  };
  const hours = Array.from({ length: 100 }, () => 3600);
  const minutes = Array.from({ length: 40 }, () => 60);

  it("warns when a feed updates sixty times as often and nothing moved", () => {
    expect(run([...hours, ...minutes], 0.0001)).toEqual(["cadence-change opened warning"]);
  });

  it("lets a feed update as often as its price moves by its band", () => {
    expect(run([...hours, ...minutes], 0.006)).toEqual([]);
  });

  it("lets it slow down to its heartbeat after a busy hour", () => {
    expect(run([...minutes, ...minutes, ...minutes, ...hours], 0.006)).toEqual([]);
  });
});

describe("config-change", () => {
  const change = (config: Record<string, string | number>) => ({
    feed: "ETH/USD",
    chainId: 1,
    time: T0,
    config,
  });

  it("is info for an aggregator, a warning for decimals and caps, with the values before and after", () => {
    const watch = watchOf(profile({ maxAnswer: 1e6 }));
    calm(watch, 5);
    expect(brief(watch.configure(change({ aggregator: "0xnew" })))).toEqual(["config-change opened info"]);
    const { changes } = watch.configure(change({ maxAnswer: 1.05 }));
    expect(changes[0]?.anomaly).toMatchObject({
      severity: "warning",
      evidence: { before: { maxAnswer: 1e6 }, after: { maxAnswer: 1.05 } },
    });
  });

  it("judges by the new heartbeat from then on", () => {
    const watch = watchOf(profile({ heartbeatSeconds: 86_400 }));
    calm(watch, 5);
    watch.configure(change({ heartbeatSeconds: 1755 }));
    expect(brief(watch.tick(T0 + 2100))).toContain("stale opened warning");
  });

  it("finds nothing in a change to what already holds", () => {
    expect(brief(watchOf(profile()).configure(change({ heartbeatSeconds: 3600 })))).toEqual([]);
  });
});
