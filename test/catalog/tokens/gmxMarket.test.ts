import { isAddress } from "viem";
import { describe, expect, it } from "vitest";
import { gmxArbitrumMarkets } from "../../../src/catalog/tokens/gmxArbitrumMarkets.ts";
import { gmxArbitrumTokens } from "../../../src/catalog/tokens/gmxArbitrumTokens.ts";
import { gmxAvalancheMarkets } from "../../../src/catalog/tokens/gmxAvalancheMarkets.ts";
import { gmxAvalancheTokens } from "../../../src/catalog/tokens/gmxAvalancheTokens.ts";
import { gmxMarket, gmxToken } from "../../../src/catalog/tokens/gmxMarket.ts";
import type { CatalogToken } from "../../../src/catalog/tokens/token.ts";

describe.each([
  {
    chain: "Arbitrum",
    chainId: 42161,
    tokens: gmxArbitrumTokens,
    rows: gmxArbitrumMarkets,
    size: [103, 114, 109],
  },
  {
    chain: "Avalanche",
    chainId: 43114,
    tokens: gmxAvalancheTokens,
    rows: gmxAvalancheMarkets,
    size: [17, 20, 16],
  },
])("GMX v2 catalog of $chain", ({ chainId, tokens, rows, size }) => {
  const all = Object.values<CatalogToken>(tokens);

  it("lists every token and market of the source, perps among them", () => {
    expect([all.length, rows.length, rows.filter(([, index]) => index !== null).length]).toEqual(size);
  });

  it("has valid checksummed addresses, each once", () => {
    const addresses = [...all.map(({ address }) => address), ...rows.map(([market]) => market)];
    for (const address of addresses) expect(isAddress(address, { strict: true }), address).toBe(true);
    expect(new Set(addresses.map((address) => address.toLowerCase())).size).toBe(addresses.length);
  });

  it("has factors in the venue's range", () => {
    for (const [market, , , , percent, multiplier] of rows) {
      expect([0.5, 0.667, 0.833, 1], market).toContain(percent);
      expect(multiplier, market).toBeLessThan(1e-6);
    }
  });

  it("finds every token and market in any case of its address", () => {
    for (const token of all)
      expect(gmxToken(chainId, token.address.toUpperCase().replace("X", "x"))).toBe(token);
    for (const [market] of rows) expect(gmxMarket(chainId, market.toLowerCase())?.market).toBe(market);
  });
});

describe("GMX v2 catalog", () => {
  it("counts wrapped and bridged coins as the coin, and a staked coin as its own asset", () => {
    const asset = (address: string, chainId = 42161) => gmxToken(chainId, address)?.asset;
    expect(asset(gmxArbitrumTokens.WETH.address)).toBe("ETH");
    expect(asset(gmxArbitrumTokens.TBTC.address)).toBe("BTC");
    expect(asset(gmxArbitrumTokens["USDC.E"].address)).toBe("USDC");
    expect(asset(gmxArbitrumTokens.WSTETH.address)).toBe("WSTETH");
    expect(asset(gmxAvalancheTokens.WAVAX.address, 43114)).toBe("AVAX");
  });

  it("holds the margin factors of the ETH market of both chains", () => {
    expect(gmxMarket(42161, "0x70d95587d40A2caf56bd97485aB3Eec10Bee6336")).toMatchObject({
      minCollateralFactor: 0.005,
      minCollateralFactorForOpenInterestMultiplier: 6e-11,
    });
    expect(gmxMarket(43114, "0xB7e69749E3d2EDd90ea59A4932EFEa2D41E245d7")).toMatchObject({
      minCollateralFactor: 0.01,
      minCollateralFactorForOpenInterestMultiplier: 2e-10,
    });
  });

  it("answers null for an address or chain that it does not list", () => {
    expect(gmxToken(42161, "0x0000000000000000000000000000000000000001")).toBeNull();
    expect(gmxMarket(957, "0x70d95587d40A2caf56bd97485aB3Eec10Bee6336")).toBeNull();
  });
});
