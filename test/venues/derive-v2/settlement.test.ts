import { describe, expect, test } from "vitest";
import { resolveAsset } from "../../../src/venues/derive-v2/assets.ts";
import { optionSettled, payoff, settlementPrice } from "../../../src/venues/derive-v2/settlement.ts";
import { decodeSubId, encodeSubId } from "../../../src/venues/derive-v2/subId.ts";

const WAD = 10n ** 18n;
const option = resolveAsset("0x4BB4C3CDc7562f08e9910A0C7D8bB7e108861eB4", null);
const expiry = 1_751_011_200;

/** ETH-20250627-3000-P settled at 2441.996901650551333333 (Derive public API). The start is not zero. */
const start = 4_638_352n * WAD;
const price = 2_441_996_901_650_551_333_333n;
const forward = {
  expiry,
  publishedAt: expiry,
  settlementStartAggregate: start,
  currentSpotAggregate: start + price * 1_800n + 1_799n,
};
const put = encodeSubId({ expiry, strike8: 300_000_000_000n, right: "put" });
const call = encodeSubId({ expiry, strike8: 200_000_000_000n, right: "call" });

describe("settlement price", () => {
  test("settlementStartAggregate is not zero: the average is of the difference, rounded down", () => {
    expect(settlementPrice(forward)).toBe(price);
  });

  test("only data signed for the second of expiry settles", () => {
    expect(settlementPrice({ ...forward, publishedAt: expiry - 1 })).toBeNull();
    expect(settlementPrice(null)).toBeNull();
  });

  test("pays calls above and puts below the price, and nothing out of the money", () => {
    expect(payoff(decodeSubId(put), price)).toBe(3_000n * WAD - price);
    expect(payoff(decodeSubId(call), price)).toBe(price - 2_000n * WAD);
    expect(payoff(decodeSubId(call), 1_999n * WAD)).toBe(0n);
    expect(payoff(decodeSubId(put), 3_000n * WAD)).toBe(0n);
  });
});

describe("OptionSettled", () => {
  const unit = 3_000n * WAD - price;

  test("closes with a settlement trade at the pay-off, paid in cash", () => {
    const value = -2n * unit;
    expect(optionSettled(option, { accountId: 7n, subId: put, amount: -2n * WAD, value }, forward)).toEqual([
      {
        kind: "position",
        venue: "derive-v2",
        account: "7",
        pool: "cross",
        instrumentId: `${option.address}:${put}`,
        realizedPnlDelta: value * 10n ** 12n,
      },
      {
        kind: "trade",
        venue: "derive-v2",
        account: "7",
        pool: "cross",
        instrumentId: `${option.address}:${put}`,
        tradeKind: "settlement",
        sizeDelta: 2n * WAD,
        sizeAfter: 0n,
        price: unit * 10n ** 12n,
        realizedPnl: value * 10n ** 12n,
        fees: 0n,
      },
    ]);
  });

  test("cash is truncated towards zero, as Solidity divides", () => {
    // -3e-18 contracts at 558.003… USD are -1674.009…e-18 USD: paid -1674, not -1675.
    const settled = (value: bigint) =>
      optionSettled(option, { accountId: 7n, subId: put, amount: -3n, value }, forward);
    expect(settled(-1_674n)).toHaveLength(2);
    expect(settled(-1_675n)).toHaveLength(3);
  });

  test("cash that the settlement price does not give is kept and reported", () => {
    const facts = optionSettled(
      option,
      { accountId: 7n, subId: put, amount: -WAD, value: -unit + 1n },
      forward,
    );
    expect(facts).toHaveLength(3);
    expect(facts[2]).toMatchObject({
      kind: "integrity",
      rule: "settlement-value",
      evidence: { settlementPrice: price.toString() },
    });
  });

  test("a settlement whose price was not indexed is kept and reported", () => {
    const facts = optionSettled(option, { accountId: 7n, subId: put, amount: -WAD, value: -unit }, null);
    expect(facts).toMatchObject([
      { kind: "position" },
      { kind: "trade", price: null },
      { kind: "integrity", rule: "settlement-without-price" },
    ]);
  });
});
