import { describe, expect, it } from "vitest";
import { judgeMarket } from "../../../src/api/market/judge.ts";
import { anomaly, feed, NOW, trade } from "./support.ts";

const price = (...of: Parameters<typeof judgeMarket>) => {
  const { consensus } = judgeMarket(...of);
  return consensus.ok ? consensus.value.price : consensus.issues[0]?.code;
};
const second = (value: number) => feed({ address: "0xsecond", family: "pyth", price: value });
const third = (value: number) => feed({ address: "0xthird", family: "api3", price: value });

describe("the consensus of an asset's feeds", () => {
  it("is the median of those that are heard", () => {
    expect(price([feed()], [], NOW)).toBe(2_000);
    expect(price([feed(), second(2_002), third(9_999)], [], NOW)).toBe(2_002);
  });

  it("leaves out a feed with a fault, and says why", () => {
    const { feeds, consensus } = judgeMarket([feed({ price: 3_000 }), second(2_002)], [anomaly()], NOW);
    expect(consensus).toMatchObject({ ok: true, value: { price: 2_002 } });
    expect(feeds[0]).toMatchObject({ action: "exclude", weight: 0, reasons: [{ rule: "jump" }] });
    expect(feeds[1]).toMatchObject({ action: "use", weight: 1 });
  });

  it("ignores anomalies of other feeds, and closed ones", () => {
    const others = [anomaly({ chainId: 10 }), anomaly({ feedId: "other" }), anomaly({ isOpen: false })];
    expect(price([feed()], others, NOW)).toBe(2_000);
  });

  it("does not hear old prices of feeds without a schedule beside fresh ones, and hears them alone", () => {
    expect(price([feed(), trade({ price: 1_000 })], [], NOW)).toBe(2_000);
    expect(price([trade({ price: 1_000 })], [], NOW)).toBe(1_000);
    const { consensus } = judgeMarket([trade()], [], NOW);
    const year = 365 * 86_400;
    expect(consensus).toMatchObject({ ok: true, value: { variance: expect.closeTo(3_600 / year, 12) } });
  });

  it("hears a stale feed with more variance, also before the chain's clock has noticed", () => {
    const late = feed({ status: "stale", isFresh: false, ageSeconds: 5_000, publishedAt: NOW - 5_000 });
    const { feeds } = judgeMarket([late], [], NOW);
    expect(feeds[0]).toMatchObject({ action: "widen", reasons: [{ rule: "stale", severity: "warning" }] });
    const critical = anomaly({ rule: "stale" });
    expect(judgeMarket([late], [critical], NOW).feeds[0]?.reasons).toHaveLength(1);
  });

  it("gives a pool no vote, however fresh", () => {
    const pool = feed({ address: "0xpool", family: "uniswap-v3", kind: "pool", price: 1_500 });
    const { feeds, consensus } = judgeMarket([feed(), pool], [], NOW);
    expect(consensus).toMatchObject({ ok: true, value: { price: 2_000 } });
    expect(feeds.map(({ weight }) => weight)).toEqual([1, 0]);
  });

  it("is none without a feed that can be heard: never a number", () => {
    expect(price([], [], NOW)).toBe("UNPRICED");
    expect(price([feed()], [anomaly()], NOW)).toBe("UNPRICED");
    expect(price([feed({ price: 0 })], [], NOW)).toBe("UNPRICED");
    expect(price([feed({ quote: "ETH", priceUsd: null })], [], NOW)).toBe("UNPRICED");
  });

  it("looks across chains: a family that differs there lowers what may be done", () => {
    const { feeds, divergences } = judgeMarket([feed(), feed({ chainId: 10, price: 2_200 })], [], NOW);
    expect(divergences).toHaveLength(2);
    expect(feeds.map(({ action }) => action)).toEqual(["reduceOnly", "reduceOnly"]);
  });
});
