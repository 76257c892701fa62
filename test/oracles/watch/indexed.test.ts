import { describe, expect, it } from "vitest";
import { chains } from "../../../src/catalog/chains.ts";
import type { PriceFact, Provenance } from "../../../src/ledger/facts.ts";
import { priceSourcesOf } from "../../../src/oracles/sources.ts";
import { inputOfPrice, profileOfSource } from "../../../src/oracles/watch/indexed.ts";
import { brief, T0, watchOf } from "./support.ts";

const chainId = chains.arbitrum.id;
const at = (timestamp: number): Provenance => ({
  chainId,
  blockNumber: 1,
  timestamp,
  transactionHash: `0x${"0".repeat(64)}`,
  logIndex: 0,
});
const chainlink = priceSourcesOf(chainId).find(({ family }) => family === "chainlink");
const gmx = priceSourcesOf(chainId).find(({ family }) => family === "gmx-v2");

function fact(source: typeof gmx, fields: Partial<PriceFact>): PriceFact {
  if (source === undefined) throw new Error("the catalog lists no such feed");
  const { address, feedId, family, asset } = source;
  const base = { kind: "price", address, feedId, family, asset, quote: "USD" } as const;
  return { ...base, decimals: 8, price: 3000_00000000n, roundId: "7", publishedAt: T0, ...fields };
}

describe("indexed feeds", () => {
  it("are watched by name, heartbeat and the grace of their chain", () => {
    if (chainlink === undefined) throw new Error("the catalog lists no Chainlink feed");
    expect(profileOfSource(chainId, chainlink)).toMatchObject({
      feed: `${chainlink.address}:answer`,
      heartbeatSeconds: chainlink.heartbeatSeconds,
      graceSeconds: chains.arbitrum.graceSeconds,
    });
  });

  it("count rounds only where the family does: a timestamp as round id is no gap", () => {
    expect(inputOfPrice(at(T0 + 3), fact(chainlink, { roundId: "8" }))).toMatchObject({
      round: "8",
      seenAt: T0 + 3,
    });
    expect(inputOfPrice(at(T0), fact(gmx, { roundId: "1700000000" }))).not.toHaveProperty("round");
  });

  it("take Pyth's confidence in units of its price, whatever the column's own decimals are", () => {
    const pyth = priceSourcesOf(chainId).find(({ family }) => family === "pyth");
    const conf = { priceLow: 2999_00000000n, priceHigh: 3001_00000000n, confidence: 10n ** 18n };
    expect(inputOfPrice(at(T0), fact(pyth, conf))).toMatchObject({ price: 3000, confidence: 1 });
  });

  it("take GMX's minimum and maximum for a confidence, and a round's span of answers for none", () => {
    const spread = { priceLow: 2900_00000000n, priceHigh: 3100_00000000n };
    expect(inputOfPrice(at(T0), fact(gmx, spread))).toMatchObject({ price: 3000, confidence: 100 });
    expect(inputOfPrice(at(T0), fact(chainlink, spread))).not.toHaveProperty("confidence");
    if (gmx === undefined) throw new Error("the catalog lists no GMX feed");
    const watch = watchOf(profileOfSource(chainId, gmx));
    expect(brief(watch.update(inputOfPrice(at(T0), fact(gmx, spread))))).toEqual([
      "wide-confidence opened critical",
    ]);
  });
});
