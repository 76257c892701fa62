import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact, PositionFact } from "../../../src/ledger/facts.ts";
import type { JsonObject } from "../../../src/ledger/json.ts";
import { resolveAsset } from "../../../src/venues/derive-v2/assets.ts";
import { balanceAdjusted } from "../../../src/venues/derive-v2/balances.ts";
import {
  fundingApplied,
  fundingUpdated,
  perpDisabled,
  perpSettled,
  perpStateOf,
  positionCleared,
  positionSettled,
} from "../../../src/venues/derive-v2/perps.ts";

const WAD = 10n ** 18n;
const USD = 10n ** 30n;
const perp = resolveAsset("0xAf65752C4643E25C02F693f9D4FE19cF23a095E3", null);
const account = 4242n;

/** The position row after facts, merged as the ledger does. */
class Row {
  size = 0n;
  entryNotional: bigint | null = null;
  realizedPnl = 0n;
  venueState: JsonObject = {};
  exists = false;
  readonly other: Fact[] = [];

  get state() {
    return this.exists ? perpStateOf(this) : null;
  }

  apply(facts: readonly Fact[]) {
    for (const fact of facts) {
      if (fact.kind === "position") this.merge(fact);
      else this.other.push(fact);
    }
  }

  private merge(fact: PositionFact) {
    this.exists = true;
    this.size = fact.size ?? this.size;
    if (fact.entryNotional !== undefined) this.entryNotional = fact.entryNotional;
    this.realizedPnl += fact.realizedPnlDelta ?? 0n;
    this.venueState = { ...this.venueState, ...fact.venueState };
  }

  settle(perpPrice: bigint, pnlChange: bigint, totalPnl: bigint) {
    this.apply(positionSettled(perp, { account, pnlChange, totalPnl, perpPrice }, this.state));
  }

  fund(funding: bigint, aggregatedFundingRate: bigint) {
    this.apply(fundingApplied(perp, { accountId: account, funding, aggregatedFundingRate }, this.state));
  }

  resize(postBalance: bigint) {
    const event = {
      accountId: account,
      manager: "0x28c9ddF9A3B29c2E6a561c1BC520954e5A33de5D" as const,
      assetAndSubId: "0x" as const,
      amount: postBalance - this.size,
      preBalance: this.size,
      postBalance,
    };
    this.apply(balanceAdjusted(perp, 0n, event, { isNew: !this.exists, perp: this.state }));
  }

  pay(pnl: bigint, funding: bigint) {
    this.apply(positionCleared(perp, { account }, this.state));
    this.apply(perpSettled(perp, { accountId: account, pnl, funding }, this.state));
  }

  /** Unsettled P&L in USD with 30 decimals at a price with 18: what size x price - entry says. */
  unsettledAt(price: bigint): bigint {
    return (this.size * price) / 10n ** 6n - (this.entryNotional ?? 0n);
  }
}

describe("perpetuals", () => {
  test("hooks log before BalanceAdjusted: P&L is made with the old size, entry with the new one", () => {
    const row = new Row();
    row.settle(1_900n * WAD, 0n, 0n);
    expect(row.other.map(({ kind }) => kind)).toEqual(["market", "instrument"]);
    row.fund(0n, 5n * WAD);
    row.resize(10n * WAD);
    row.pay(0n, 0n);
    expect(row.entryNotional).toBe(19_000n * USD);

    // At 2,000 it buys 5 more: the hook marks 10 x 100 = 1,000 first.
    row.settle(2_000n * WAD, 1_000n * WAD, 1_000n * WAD);
    expect(row.unsettledAt(2_000n * WAD)).toBe(1_000n * USD);
    row.fund(-3n * WAD, 6n * WAD);
    row.resize(15n * WAD);
    expect(row.unsettledAt(2_000n * WAD)).toBe(1_000n * USD);
    expect(row.state).toMatchObject({ unsettledPnl: 1_000n * WAD, unsettledFunding: -3n * WAD });

    // The manager pays both in the same transaction.
    row.pay(1_000n * WAD, -3n * WAD);
    expect(row.realizedPnl).toBe(997n * USD);
    expect(row.entryNotional).toBe(30_000n * USD);
    expect(row.unsettledAt(2_010n * WAD)).toBe(150n * USD);
    expect(row.other.filter(({ kind }) => kind === "integrity")).toEqual([]);
  });

  test("P&L and funding stay unsettled until a hook runs: neither is in cash before PerpSettled", () => {
    const row = new Row();
    row.settle(100n * WAD, 0n, 0n);
    row.resize(-2n * WAD);
    row.settle(90n * WAD, 20n * WAD, 20n * WAD);
    expect(row.realizedPnl).toBe(0n);
    expect(row.unsettledAt(90n * WAD)).toBe(20n * USD);
    expect(row.unsettledAt(95n * WAD)).toBe(10n * USD);
  });

  test("PerpSettled without PositionCleared settles as well", () => {
    const row = new Row();
    row.settle(100n * WAD, 0n, 0n);
    row.resize(1n * WAD);
    row.settle(110n * WAD, 10n * WAD, 10n * WAD);
    row.apply(perpSettled(perp, { accountId: account, pnl: 10n * WAD, funding: -WAD }, row.state));
    expect(row.realizedPnl).toBe(9n * USD);
    expect(row.state).toMatchObject({ unsettledPnl: 0n, unsettledFunding: 0n });
    expect(row.unsettledAt(110n * WAD)).toBe(0n);
  });

  test("a P&L that does not continue the last one is kept as the chain says and reported", () => {
    const row = new Row();
    row.settle(100n * WAD, 0n, 0n);
    row.resize(WAD);
    row.settle(120n * WAD, 20n * WAD, 50n * WAD);
    expect(row.state?.unsettledPnl).toBe(50n * WAD);
    expect(row.other.at(-1)).toMatchObject({
      kind: "integrity",
      rule: "perp-pnl-continuity",
      subject: `4242:${perp.address}`,
      evidence: { expected: (30n * WAD).toString(), recorded: "0" },
    });
  });

  test("over any path of trades, settled plus unsettled P&L is what the cash flows say", () => {
    const step = fc.record({ price: fc.bigInt(1n, 10_000n), size: fc.bigInt(-50n, 50n), pays: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.bigInt(1n, 10_000n), (steps, last) => {
        const row = new Row();
        let bought = 0n;
        let unsettled = 0n;
        let mark = 0n;
        for (const { price, size, pays } of steps) {
          const change = ((price - mark) * row.size) / WAD;
          unsettled += change;
          row.settle(price * WAD, change * WAD, unsettled * WAD);
          bought += (size - row.size / WAD) * price;
          row.resize(size * WAD);
          mark = price;
          if (!pays) continue;
          row.pay(unsettled * WAD, 0n);
          unsettled = 0n;
        }
        const total = (row.size / WAD) * last - bought;
        expect(row.realizedPnl + row.unsettledAt(last * WAD)).toBe(total * USD);
      }),
    );
  });

  test("funding of the market is a running sum and an hourly rate", () => {
    expect(fundingUpdated("1", { aggregatedFundingRate: 7n, fundingRate: -3n })).toMatchObject([
      { kind: "accrual", marketId: "1", name: "perpAggregatedFunding", value: 7n, decimals: 18 },
      { kind: "accrual", marketId: "1", name: "perpFundingRate", value: -3n, decimals: 18 },
    ]);
  });

  test("a disabled perpetual freezes at the price that its event calls indexPrice and stops funding", () => {
    const facts = perpDisabled("1", { indexPrice: 5n, aggregatedFunding: 8n });
    expect(facts.map((fact) => (fact.kind === "accrual" ? [fact.name, fact.value] : []))).toEqual([
      ["perpFrozenPrice", 5n],
      ["perpAggregatedFunding", 8n],
      ["perpFundingRate", 0n],
    ]);
  });
});
