import { describe, expect, test } from "vitest";
import { deriveV2 } from "../../../src/catalog/deployments.ts";
import { resolveAsset } from "../../../src/venues/derive-v2/assets.ts";
import { assetTransferred } from "../../../src/venues/derive-v2/trades.ts";

const option = resolveAsset("0x4BB4C3CDc7562f08e9910A0C7D8bB7e108861eB4", null);

describe("AssetTransferred", () => {
  test("carries the traded size and both accounts, with the sizes that the balance logs before it left", () => {
    // 77 had 1 and buys 30 from 4242, which goes short.
    const event = { fromAcc: 4242n, toAcc: 77n, subId: 5n, amount: 30n };
    const key = { kind: "trade", venue: "derive-v2", pool: "cross", instrumentId: `${option.address}:5` };
    const nothing = { price: null, realizedPnl: 0n, fees: 0n };
    expect(assetTransferred(option, event, { from: -30n, to: 31n })).toEqual([
      { ...key, ...nothing, account: "4242", tradeKind: "increase", sizeDelta: -30n, sizeAfter: -30n },
      { ...key, ...nothing, account: "77", tradeKind: "increase", sizeDelta: 30n, sizeAfter: 31n },
    ]);
  });

  test("a negative amount goes the other way, and a smaller position is a decrease", () => {
    const event = { fromAcc: 1n, toAcc: 2n, subId: 5n, amount: -10n };
    expect(assetTransferred(option, event, { from: -5n, to: 0n })).toMatchObject([
      { account: "1", sizeDelta: 10n, tradeKind: "decrease" },
      { account: "2", sizeDelta: -10n, tradeKind: "decrease" },
    ]);
  });

  test("cash that changes hands is a balance, not a trade", () => {
    const cash = resolveAsset(deriveV2.cash, null);
    const event = { fromAcc: 1n, toAcc: 2n, subId: 0n, amount: 10n };
    expect(assetTransferred(cash, event, { from: 0n, to: 0n })).toEqual([]);
  });

  test("a transfer of nothing, which only triggers the hooks, is no trade", () => {
    const event = { fromAcc: 1n, toAcc: 2n, subId: 5n, amount: 0n };
    expect(assetTransferred(option, event, { from: 0n, to: 0n })).toEqual([]);
  });
});
