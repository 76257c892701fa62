import { describe, expect, it } from "vitest";
import { chains } from "../../../src/catalog/chains.ts";
import type { Provenance } from "../../../src/ledger/facts.ts";
import { checkDeviations } from "../../../src/oracles/checks/deviations.ts";
import { checkStaleness, graceSecondsOf } from "../../../src/oracles/checks/staleness.ts";
import type { PriceSource } from "../../../src/oracles/source.ts";

const NOW = 1_700_000_000;
const at: Provenance = {
  chainId: chains.arbitrum.id,
  blockNumber: 1,
  timestamp: NOW,
  transactionHash: `0x${"0".repeat(64)}`,
  logIndex: 0,
};
const chainlink: PriceSource = {
  address: "0x639fe6ab55c921f74e7fac1ee960c0b6293ba612",
  feedId: "answer",
  asset: "ETH",
  quote: "USD",
  kind: "oracle",
  family: "chainlink",
  heartbeatSeconds: 86_400,
  deviation: 0.0005,
};
const gmx: PriceSource = {
  address: "0xc8ee91a54287db53897056e12d9819156d3822fb",
  feedId: "0x82af49447d8a07e3bd95bd0d56f35241523fbab1",
  asset: "ETH",
  quote: "USD",
  kind: "oracle",
  family: "gmx-v2",
  heartbeatSeconds: null,
  deviation: 0,
};
const row = (price: number, age: number) => ({
  price: BigInt(Math.round(price * 1e8)),
  decimals: 8,
  roundId: "7",
  publishedAt: NOW - age,
});

describe("facts of the staleness look", () => {
  const look = (age: number) => checkStaleness(at, chainlink, { publishedAt: NOW - age, roundId: "7" });

  it("takes the chain's grace", () => {
    expect(graceSecondsOf(chains.avalanche.id)).toBe(300);
    expect(graceSecondsOf(chains.arbitrum.id)).toBe(120);
    expect(graceSecondsOf(1_234_567)).toBe(0);
  });

  it.each([
    [86_520, undefined],
    [86_521, "warning"],
    [172_921, "critical"],
  ])("at an age of %d s", (age, severity) => {
    const [fact] = look(age);
    expect(fact).toMatchObject({ kind: "anomaly", rule: "stale", address: chainlink.address, asset: "ETH" });
    expect(fact?.finding?.severity).toBe(severity);
  });

  it("names the round and the ages as evidence", () => {
    expect(look(90_000)[0]?.finding).toMatchObject({
      message: "chainlink ETH has not updated for 90000 s; it promises 86400 s",
      evidence: { roundId: "7", publishedAt: NOW - 90_000, ageSeconds: 90_000, heartbeatSeconds: 86_400 },
    });
  });

  it("says nothing about a feed without a heartbeat", () => {
    expect(checkStaleness(at, gmx, { publishedAt: 0, roundId: "7" })).toEqual([]);
  });
});

describe("facts of the deviation look", () => {
  it.each([
    [2005, undefined],
    [2007, "warning"],
    [2013, "critical"],
  ])("of 2000 against %d", (price, severity) => {
    const [fact] = checkDeviations(at, gmx, row(price, 5), chainlink, row(2000, 3000));
    expect(fact).toMatchObject({ rule: "cross-source-deviation", openAfter: 2, closeAfter: 3 });
    expect(fact?.address).toBe(chainlink.address);
    expect(fact?.finding?.severity).toBe(severity);
  });

  it("is kept on the source with a heartbeat, whichever spoke", () => {
    const [fact] = checkDeviations(at, chainlink, row(2000, 5), gmx, row(2100, 5));
    expect(fact?.address).toBe(chainlink.address);
    expect(fact?.finding?.evidence).toMatchObject({ a: { price: 2000 }, b: { price: 2100, roundId: "7" } });
  });

  it.each([
    ["a trade of three minutes ago", row(2000, 5), row(2100, 180)],
    ["a stale oracle", row(2000, 90_000), row(2100, 5)],
    ["a price of zero", row(2000, 5), row(0, 5)],
  ])("does not compare with %s", (_, own, other) => {
    expect(checkDeviations(at, chainlink, own, gmx, other)).toEqual([]);
  });

  it("does not compare two feeds that speak only when somebody trades", () => {
    expect(checkDeviations(at, gmx, row(2000, 5), { ...gmx, feedId: "other" }, row(2100, 5))).toEqual([]);
  });
});
