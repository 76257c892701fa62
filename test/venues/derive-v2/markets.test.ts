import type { Address } from "viem";
import { describe, expect, test } from "vitest";
import { assetWhitelisted, marketCreated, oraclesSet } from "../../../src/venues/derive-v2/markets.ts";
import { libOverrideUpdated, libraryParameters } from "../../../src/venues/derive-v2/portfolioMargin.ts";

const stranger: Address = "0x00000000000000000000000000000000000000aA";
const ethOption: Address = "0x4BB4C3CDc7562f08e9910A0C7D8bB7e108861eB4";
const btc = {
  spot: "0x5Eb59391e7870807aD2C8792E8c5e75838E0fdb0",
  forward: "0x958c54bFACc0E2dee586564B31Bf3F171f256279",
  vol: "0x388341d9E5A7D7d5accD738B2a31b0622E0c1b87",
} as const;

describe("markets", () => {
  test("a market of the catalog keeps the catalog's symbol, a new one its name", () => {
    expect(marketCreated({ marketId: 5n, marketName: "wstETH" })).toMatchObject([
      { kind: "market", marketId: "5", underlying: "WSTETH", terms: { name: "wstETH" } },
    ]);
    expect(marketCreated({ marketId: 77n, marketName: "VVV" })).toMatchObject([
      { marketId: "77", underlying: "unknown:VVV" },
    ]);
  });

  test("AssetWhitelisted is the only word of a new asset: it is kept where a balance finds it", () => {
    const event = { asset: stranger, marketId: 77n, assetType: 2 };
    expect(assetWhitelisted(event, "unknown:VVV")).toMatchObject([
      { kind: "parameter", scope: stranger.toLowerCase(), name: "assetType", value: 2n, decimals: 0 },
      { kind: "parameter", scope: stranger.toLowerCase(), name: "assetMarket", value: 77n, decimals: 0 },
      { kind: "market", marketId: "77", terms: { perp: stranger.toLowerCase() } },
    ]);
  });

  test("an asset in another market than the catalog says is reported", () => {
    expect(assetWhitelisted({ asset: ethOption, marketId: 1n, assetType: 1 }, "ETH")).toHaveLength(3);
    expect(assetWhitelisted({ asset: ethOption, marketId: 2n, assetType: 1 }, "BTC").at(-1)).toMatchObject({
      kind: "integrity",
      rule: "asset-market",
      subject: ethOption.toLowerCase(),
    });
  });

  test("feeds of a market are its terms", () => {
    const event = { marketId: 2n, spotOracle: btc.spot, forwardOracle: btc.forward, volFeed: btc.vol };
    expect(oraclesSet(event, "BTC")).toEqual([
      {
        kind: "market",
        venue: "derive-v2",
        marketId: "2",
        underlying: "BTC",
        terms: {
          spotFeed: btc.spot.toLowerCase(),
          forwardFeed: btc.forward.toLowerCase(),
          volFeed: btc.vol.toLowerCase(),
        },
      },
    ]);
  });

  test("a feed that is not indexed is reported, one finding a role", () => {
    const event = { marketId: 2n, spotOracle: stranger, forwardOracle: btc.forward, volFeed: stranger };
    expect(oraclesSet(event, "BTC").slice(1)).toMatchObject([
      { kind: "integrity", rule: "feed-not-indexed-spotFeed" },
      { kind: "integrity", rule: "feed-not-indexed-volFeed" },
    ]);
  });
});

describe("portfolio margin", () => {
  const library = "0x1A1b78AF94C2a755b911a63345ac1410f65ad61b";

  test("dteFloor counts seconds: with 18 decimals a day would read as 0.0000000000000864", () => {
    const name = `${library.toLowerCase()}.volShock.dteFloor`;
    expect(libraryParameters(library, "volShock", { dteFloor: 86_400n })).toMatchObject([
      { scope: "2", name, value: 86_400n, decimals: 0 },
    ]);
  });

  test("a library for single accounts belongs to its market and does not mix with the market's own", () => {
    const override = "0x4E8ea8AfEb1f7583C3D1e27176D864Fa652546C8";
    expect(libraryParameters(override, "margin", { mmFactor: 1n })).toMatchObject([
      { scope: "2", name: `${override.toLowerCase()}.margin.mmFactor` },
    ]);
  });

  test("a library that is not indexed is reported, whether it speaks or is given to an account", () => {
    const unknown = { kind: "integrity", rule: "library-unknown", subject: stranger.toLowerCase() };
    expect(libraryParameters(stranger, "margin", { mmFactor: 1n })).toMatchObject([unknown]);
    expect(libOverrideUpdated({ accountId: 9n, libOverride: stranger })).toMatchObject([
      { kind: "parameter", scope: "9", name: "libOverride", value: 0xaan },
      unknown,
    ]);
  });

  test("the zero address gives an account its manager's library again", () => {
    const zero = "0x0000000000000000000000000000000000000000";
    expect(libOverrideUpdated({ accountId: 9n, libOverride: zero })).toMatchObject([
      { kind: "parameter", scope: "9", name: "libOverride", value: 0n },
    ]);
  });
});
