import { describe, expect, it } from "vitest";
import { pairIn, pegIn } from "../../../src/oracles/watch/pairName.ts";

describe("the pair in a feed's name", () => {
  it.each([
    ["ETH/USD", "ETH/USD", ""],
    ["eth / usd", "ETH/USD", ""],
    ["ETH/USD Chainlink", "ETH/USD", "chainlink"],
    ["Pyth: BTC/USD", "BTC/USD", "pyth"],
    ["wstETH-ETH", "WSTETH/ETH", ""],
    ["usdc_usd", "USDC/USD", ""],
    ["USTUSDT", "UST/USDT", ""],
    ["BUSDUSDT", "BUSD/USDT", ""],
  ])("%s is %s by '%s'", (name, pair, rest) => {
    expect(pairIn(name)).toMatchObject({ pair, rest });
  });

  it.each(["SOMETHING-NEW", "pool-1", "ETHUSD", "uptime", "0xabc:answer", ""])("is none in %s", (name) => {
    expect(pairIn(name)).toBeNull();
  });

  it.each([
    ["USDE/USDT", "both"],
    ["USDC/USD Coinbase", "both"],
    ["stETH / ETH", "downside"],
    ["ETH/USD", undefined],
    ["USDC/ETH", undefined],
    ["RETH/ETH", undefined],
  ])("has the peg that it states: %s", (name, side) => {
    expect(pegIn(name)?.side).toBe(side);
  });
});
