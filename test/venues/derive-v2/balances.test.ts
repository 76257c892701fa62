import type { Address } from "viem";
import { describe, expect, test } from "vitest";
import { deriveV2 } from "../../../src/catalog/deployments.ts";
import { continuityBreak } from "../../../src/ledger/continuity.ts";
import { resolveAsset } from "../../../src/venues/derive-v2/assets.ts";
import { balanceAdjusted, interestAccrued } from "../../../src/venues/derive-v2/balances.ts";
import { encodeSubId } from "../../../src/venues/derive-v2/subId.ts";

const WAD = 10n ** 18n;
const ethOption: Address = "0x4BB4C3CDc7562f08e9910A0C7D8bB7e108861eB4";
const ethPerp: Address = "0xAf65752C4643E25C02F693f9D4FE19cF23a095E3";
const ethBase: Address = "0xE201fCEfD4852f96810C069f66560dc25B2C7A55";
const stranger: Address = "0x00000000000000000000000000000000000000aA";
const subId = encodeSubId({ expiry: 1_751_011_200, strike8: 300_000_000_000n, right: "put" });

const event = (preBalance: bigint, postBalance: bigint) => ({
  accountId: 4242n,
  manager: deriveV2.standardManager,
  assetAndSubId: "0x" as const,
  amount: postBalance - preBalance,
  preBalance,
  postBalance,
});
const known = { isNew: false, perp: null };
const first = { isNew: true, perp: null };

describe("BalanceAdjusted", () => {
  test("an option brings its market and terms along and is a position with the balance after", () => {
    const id = `${ethOption.toLowerCase()}:${subId}`;
    expect(balanceAdjusted(resolveAsset(ethOption, null), subId, event(0n, -3n * WAD), first)).toEqual([
      { kind: "market", venue: "derive-v2", marketId: "1", underlying: "ETH", terms: {} },
      {
        kind: "instrument",
        venue: "derive-v2",
        instrumentId: id,
        instrumentKind: "option",
        marketId: "1",
        underlying: "ETH",
        quote: "USD",
        settlementAsset: "USDC",
        sizeDecimals: 18,
        expiry: 1_751_011_200,
        strike: 3_000n * 10n ** 30n,
        right: "put",
      },
      {
        kind: "position",
        venue: "derive-v2",
        account: "4242",
        pool: "cross",
        instrumentId: id,
        size: -3n * WAD,
        expectedSizeBefore: 0n,
        entryNotional: null,
      },
    ]);
  });

  test("terms are told once: a later balance is the position alone", () => {
    const facts = balanceAdjusted(resolveAsset(ethOption, null), subId, event(-3n * WAD, -WAD), known);
    expect(facts.map(({ kind }) => kind)).toEqual(["position"]);
  });

  test("a fractional strike keeps its cents", () => {
    const half = encodeSubId({ expiry: 1_763_712_000, strike8: 3_875_000_000n, right: "put" });
    const facts = balanceAdjusted(resolveAsset(ethOption, null), half, event(0n, WAD), first);
    expect(facts[1]).toMatchObject({ strike: (3_875n * 10n ** 30n) / 100n });
  });

  test("preBalance must be the last postBalance: the ledger is told what to expect", () => {
    const cash = resolveAsset(deriveV2.cash, null);
    const [fact] = balanceAdjusted(cash, 0n, event(70n * WAD, 90n * WAD), known);
    if (fact?.kind !== "collateral") throw new Error("cash is collateral");
    expect(fact).toMatchObject({ asset: "USDC", decimals: 18, amount: 90n * WAD, pool: "cross" });
    expect(continuityBreak(fact.expectedAmountBefore, 70n * WAD)).toBeNull();
    expect(continuityBreak(fact.expectedAmountBefore, 69n * WAD)?.evidence).toEqual({
      expected: (70n * WAD).toString(),
      recorded: (69n * WAD).toString(),
    });
  });

  test("amount is not the traded size: the balance after is taken, whatever the hooks added", () => {
    // 100 received, 0.5 of interest came on top: the event's amount is 100.5.
    const cash = resolveAsset(deriveV2.cash, null);
    const interest = { ...event(1_000n * WAD, 1_100n * WAD + WAD / 2n), amount: 100n * WAD + WAD / 2n };
    expect(balanceAdjusted(cash, 0n, interest, known)[0]).toMatchObject({ amount: 1_100n * WAD + WAD / 2n });
  });

  test("a base asset is a coin of its market", () => {
    expect(balanceAdjusted(resolveAsset(ethBase, null), 0n, event(0n, 2n * WAD), first)).toMatchObject([
      { kind: "market", marketId: "1", underlying: "ETH" },
      { kind: "collateral", assetId: ethBase.toLowerCase(), asset: "ETH", decimals: 18, amount: 2n * WAD },
    ]);
  });

  test("a perpetual is entered at the price of the hook that ran just before", () => {
    const perp = { size: 0n, lastMarkPrice: 1_901n * WAD, unsettledPnl: 0n, unsettledFunding: 0n };
    const facts = balanceAdjusted(resolveAsset(ethPerp, null), 0n, event(0n, 10n * WAD), {
      isNew: false,
      perp,
    });
    expect(facts).toMatchObject([
      {
        kind: "position",
        instrumentId: ethPerp.toLowerCase(),
        size: 10n * WAD,
        entryNotional: 19_010n * 10n ** 30n,
      },
    ]);
  });

  test("a perpetual whose hook was not seen has an unknown entry, not a free one", () => {
    const facts = balanceAdjusted(resolveAsset(ethPerp, null), 0n, event(0n, 10n * WAD), first);
    expect(facts.at(-1)).toMatchObject({ kind: "position", size: 10n * WAD, entryNotional: null });
  });
});

describe("balances that no rule explains are kept and reported", () => {
  test("an asset that nobody whitelisted", () => {
    expect(balanceAdjusted(resolveAsset(stranger, null), 0n, event(0n, 5n), first)).toMatchObject([
      {
        kind: "collateral",
        assetId: stranger.toLowerCase(),
        asset: `unknown:${stranger.toLowerCase()}`,
        decimals: null,
        amount: 5n,
      },
      { kind: "integrity", rule: "asset-unknown" },
    ]);
  });

  test.each([
    ["cash", deriveV2.cash],
    ["a perpetual", ethPerp],
    ["a coin", ethBase],
  ] as const)("a sub-id of %s, which has none", (_, asset) => {
    const facts = balanceAdjusted(resolveAsset(asset, null), 9n, event(0n, 5n), first);
    expect(facts).toMatchObject([
      { kind: "collateral", assetId: `${asset.toLowerCase()}:9`, amount: 5n, decimals: null },
      { kind: "integrity", rule: "asset-unknown" },
    ]);
  });
});

describe("assets without a factory", () => {
  test("an asset younger than the catalog is what AssetWhitelisted said of it", () => {
    const whitelisted = { assetType: 1, marketId: "51", underlying: "unknown:NEW" };
    expect(resolveAsset(stranger, whitelisted)).toEqual({
      address: stranger.toLowerCase(),
      assetClass: "option",
      marketId: "51",
      underlying: "unknown:NEW",
    });
  });

  test("an asset of a type that the enum does not have stays unknown", () => {
    const whitelisted = { assetType: 9, marketId: "51", underlying: "ETH" };
    expect(resolveAsset(stranger, whitelisted)).toMatchObject({ assetClass: "unknown", marketId: null });
  });
});

test("cash accrues between events: the index of the last touch is kept beside the balance", () => {
  const cash = resolveAsset(deriveV2.cash, null);
  expect(interestAccrued(cash, { accountId: 4242n, accountIndex: 1_050_000_000_000_000_000n })).toEqual([
    {
      kind: "collateral",
      venue: "derive-v2",
      account: "4242",
      pool: "cross",
      assetId: deriveV2.cash.toLowerCase(),
      asset: "USDC",
      decimals: 18,
      venueState: { interestIndex: "1050000000000000000" },
    },
  ]);
});
