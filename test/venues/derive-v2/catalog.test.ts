import { getAddress } from "viem";
import { describe, expect, test } from "vitest";
import {
  type DeriveMarket,
  deriveAsset,
  deriveLibOverrides,
  deriveMarketOf,
  deriveMarketOfLibrary,
  deriveMarkets,
  laterDerivePerps,
} from "../../../src/catalog/deriveMarkets.ts";
import { deriveV2Contracts } from "../../../src/venues/derive-v2/contracts.ts";

const contracts = Object.entries(deriveV2Contracts((startBlock) => startBlock));
const addresses = (contract: object): string[] =>
  "address" in contract ? [contract.address].flat().map(String) : [];

describe("Derive catalog", () => {
  test("the markets that carry the venue are there with all their feeds", () => {
    const full = [
      "option",
      "perp",
      "spotFeed",
      "forwardFeed",
      "volFeed",
      "perpFeed",
      "pmrm2",
      "pmrmLib2",
      "rateFeed",
    ];
    for (const underlying of ["ETH", "BTC", "SOL", "HYPE"]) {
      const market = deriveMarkets.find((one) => one.name === underlying);
      expect(full.filter((role) => market?.[role as keyof DeriveMarket] === undefined)).toEqual([]);
    }
    expect(deriveMarkets).toHaveLength(47);
  });

  test("market ids and asset addresses are unique", () => {
    const ids = deriveMarkets.map(({ marketId }) => marketId);
    expect(new Set(ids).size).toBe(ids.length);
    const assets = deriveMarkets.flatMap(({ option, perp, base }) => [option, perp, base]).filter(Boolean);
    expect(new Set(assets).size).toBe(assets.length);
  });

  test("a market has every feed that its instruments need, except the young options on XRP", () => {
    const lacking = deriveMarkets.filter(
      (market) =>
        (market.option !== undefined && (market.forwardFeed === undefined || market.volFeed === undefined)) ||
        (market.perp !== undefined && market.perpFeed === undefined),
    );
    expect(lacking.map(({ name }) => name)).toEqual(["XRP"]);
  });

  test.each(contracts)("%s: addresses are checksummed and listed once", (_, contract) => {
    const list = addresses(contract);
    expect(list.map((address) => getAddress(address))).toEqual(list);
    expect(new Set(list).size).toBe(list.length);
  });

  test("wallets are found by signature on the chain: the contract has no address", () => {
    expect(addresses(deriveV2Contracts((block) => block).DeriveLightAccount)).toEqual([]);
  });

  test("start blocks go through the caller, which moves them on local chains", () => {
    for (const [, contract] of Object.entries(deriveV2Contracts(() => 0)))
      expect(contract.startBlock).toBe(0);
  });

  test("assets and feeds are found in any case", () => {
    expect(deriveAsset("0xD0711B9EBE84B778483709CDE62BACFDBAE13623")?.market?.name).toBe("BTC");
    expect(deriveMarketOf("volFeed", "0x388341d9e5a7d7d5accd738b2a31b0622e0c1b87")?.marketId).toBe("2");
    expect(deriveAsset(laterDerivePerps[0] ?? "")).toBeUndefined();
  });

  test("libraries of single accounts belong to a market", () => {
    for (const { library, marketId } of deriveLibOverrides) {
      expect(deriveMarketOfLibrary(library)?.marketId).toBe(marketId);
    }
  });
});
