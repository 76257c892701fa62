import { describe, expect, it } from "vitest";
import { divergencesOf } from "../../../src/api/market/acrossChains.ts";
import type { FeedHealth } from "../../../src/api/market/feedHealth.ts";
import { feed, NOW } from "./support.ts";

const on = (chainId: number, price: number, more: Partial<FeedHealth> = {}) =>
  feed({ chainId, price, ...more });
const found = (...feeds: FeedHealth[]) =>
  divergencesOf(feeds).map(({ chainId, severity }) => [chainId, severity]);

describe("one family's feeds of an asset on several chains", () => {
  it("agree within both bands and half a per cent", () => {
    expect(found(on(1, 2_000), on(10, 2_029.9))).toEqual([]);
    expect(found(on(1, 2_000), on(10, 2_030.7))).toEqual([
      [1, "warning"],
      [10, "warning"],
    ]);
  });

  it("of two that disagree both are named, of three the one at fault", () => {
    expect(found(on(1, 2_000), on(10, 2_100)).map(([chainId]) => chainId)).toEqual([1, 10]);
    expect(found(on(1, 2_000), on(10, 2_100), on(137, 2_001))).toEqual([[10, "critical"]]);
  });

  it("name the rounds of every chain and since when", () => {
    const [first] = divergencesOf([on(1, 2_000), on(10, 2_100, { publishedAt: NOW - 5, roundId: "9" })]);
    expect(first).toMatchObject({
      rule: "cross-chain-divergence",
      since: NOW - 5,
      message: expect.stringMatching(/^chainlink ETH\/USD on 1, 10 disagree by -4\.76 %, more than 1\.50 %$/),
      rounds: [
        { chainId: 1, roundId: "7" },
        { chainId: 10, roundId: "9" },
      ],
    });
  });

  it.each<[what: string, other: FeedHealth]>([
    ["an old price", on(10, 2_100, { isFresh: false })],
    ["another family", on(10, 2_100, { family: "pyth" })],
    ["another quote", on(10, 2_100, { quote: "EUR" })],
    ["a feed that has not spoken", on(10, 0, { price: null, publishedAt: null })],
    ["a price that is none", on(10, -1)],
    ["a pool", on(10, 2_100, { kind: "pool" })],
    ["the same chain", on(1, 2_100, { address: "0xother" })],
  ])("are not compared with %s", (_, other) => {
    expect(found(on(1, 2_000), other)).toEqual([]);
  });

  it("speak once a chain, with their newest feed", () => {
    const old = on(10, 2_500, { address: "0xold", publishedAt: NOW - 300 });
    expect(found(on(1, 2_000), old, on(10, 2_001))).toEqual([]);
  });
});
