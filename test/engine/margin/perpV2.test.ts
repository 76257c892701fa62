import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PerpV2Account, type PerpV2Market, perpV2Margin } from "../../../engine/margin/perpV2.ts";
import { states } from "../../fixtures/margin/perpV2.ts";
import { issueFields, okValue } from "./support.ts";

const usd = (value: bigint) => Number(value) / 1e18;

const empty: PerpV2Account = {
  settlementBalanceUsd: 1_000,
  owedRealizedPnlUsd: 0,
  pendingFundingUsd: 0,
  pendingFeeUsd: 0,
  collateral: [],
  markets: [],
  imRatio: 0.1,
  mmRatio: 0.0625,
};

/** A taker position entered at `entry`. */
function taker(market: string, size: number, entry: number, markPriceUsd: number): PerpV2Market {
  const openNotionalUsd = -size * entry;
  return { market, size, openNotionalUsd, baseBalance: size, quoteBalanceUsd: openNotionalUsd, markPriceUsd };
}

describe("contract views", () => {
  for (const state of states) {
    test(state.name, () => {
      const size = usd(state.size);
      const openNotionalUsd = usd(state.openNotional);
      const markPriceUsd = (usd(state.unrealizedPnl) - openNotionalUsd) / size;
      const report = okValue(
        perpV2Margin({
          ...empty,
          settlementBalanceUsd: Number(state.vaultBalance) / 1e6,
          owedRealizedPnlUsd: usd(state.owedRealizedPnl),
          pendingFundingUsd: usd(state.pendingFunding),
          markets: [
            {
              market: "ETH",
              size,
              openNotionalUsd,
              baseBalance: size,
              quoteBalanceUsd: openNotionalUsd,
              markPriceUsd,
            },
          ],
        }),
      );
      expect(report.maintenanceUsd).toBeCloseTo(usd(state.maintenanceMargin), 10);
      // The view floors the account value to the settlement token's 6 decimals.
      const excess = report.equityUsd - usd(state.accountValue);
      expect(excess).toBeGreaterThanOrEqual(-1e-12);
      expect(excess).toBeLessThan(1e-6);
      expect(report.equityUsd < report.maintenanceUsd).toBe(state.accountValue < state.maintenanceMargin);
    });
  }
});

describe("initial margin", () => {
  const initial = (market: PerpV2Market) => okValue(perpV2Margin({ ...empty, markets: [market] })).initialUsd;

  test("trap: a long owes its quote, a short its base at the mark", () => {
    expect(initial(taker("ETH", 2, 2_000, 1_900))).toBeCloseTo(400, 10);
    expect(initial(taker("ETH", -2, 2_000, 2_100))).toBeCloseTo(420, 10);
  });

  test("trap: unrealised profit carries no new position, an unrealised loss counts", () => {
    const report = okValue(perpV2Margin({ ...empty, markets: [taker("ETH", 2, 2_000, 2_100)] }));
    expect(report.equityUsd - report.initialUsd).toBeCloseTo(1_000 - 400, 10);
    const loss = okValue(perpV2Margin({ ...empty, markets: [taker("ETH", 2, 2_000, 1_900)] }));
    expect(loss.equityUsd - loss.initialUsd).toBeCloseTo(800 - 400, 10);
  });

  test("quote debts net over markets, base debts do not", () => {
    const markets = [taker("ETH", 2, 2_000, 2_000), taker("BTC", -0.1, 40_000, 40_000)];
    expect(okValue(perpV2Margin({ ...empty, markets })).initialUsd).toBeCloseTo(0.1 * 4_000, 10);
  });

  test("trap: debt of open range orders needs margin although the position is flat", () => {
    const maker = { ...taker("ETH", 0, 0, 2_000), baseBalance: -1, quoteBalanceUsd: -2_000 };
    const report = okValue(perpV2Margin({ ...empty, markets: [maker] }));
    expect(report.initialUsd).toBeCloseTo(400, 10);
    expect(report.maintenanceUsd).toBe(0);
  });
});

test("other collateral counts at its ratio", () => {
  const report = okValue(
    perpV2Margin({ ...empty, collateral: [{ amount: 2, priceUsd: 2_000, ratio: 0.7 }] }),
  );
  expect(report.equityUsd).toBeCloseTo(1_000 + 2_800, 10);
});

test("trap: a hedge in another market of the account does not lower the maintenance margin", () => {
  const long = taker("ETH", 2, 2_000, 2_000);
  const hedged = okValue(perpV2Margin({ ...empty, markets: [long, taker("stETH", -2, 2_000, 2_000)] }));
  expect(hedged.maintenanceUsd).toBe(2 * okValue(perpV2Margin({ ...empty, markets: [long] })).maintenanceUsd);
  expect(hedged.liquidationPriceUsd).toBeNull();
});

const arbitrary = fc.record({
  balance: fc.double({ min: 0, max: 1e5, noNaN: true }),
  size: fc.double({ min: -1e3, max: 1e3, noNaN: true }).filter((size) => Math.abs(size) > 1e-6),
  entry: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
  move: fc.double({ min: 0.5, max: 2, noNaN: true }),
});

describe("properties", () => {
  test("property: equity at the liquidation price is the maintenance margin", () => {
    let found = 0;
    fc.assert(
      fc.property(arbitrary, ({ balance, size, entry, move }) => {
        const account = (mark: number): PerpV2Account => ({
          ...empty,
          settlementBalanceUsd: balance,
          markets: [taker("ETH", size, entry, mark)],
        });
        const { liquidationPriceUsd } = okValue(perpV2Margin(account(entry * move)));
        if (liquidationPriceUsd === null) return;
        found += 1;
        const there = okValue(perpV2Margin(account(liquidationPriceUsd)));
        const scale = balance + Math.abs(size) * (entry + liquidationPriceUsd);
        expect(Math.abs(there.equityUsd - there.maintenanceUsd)).toBeLessThan(1e-10 * scale);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(250);
  });

  test("property: both requirements grow with size", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 1, max: 10, noNaN: true }), ({ size, entry, move }, factor) => {
        const of = (units: number) =>
          okValue(perpV2Margin({ ...empty, markets: [taker("ETH", units, entry, entry * move)] }));
        // A factor of 1 and a bit can round the larger size's requirement down. Profit is a difference of two notionals,
        // so what it loses is a unit in their last place, not in its own.
        const [larger, smaller] = [of(size * factor), of(size)];
        const rounding = 2 * Number.EPSILON * Math.abs(size) * entry * Math.max(1, move);
        expect(larger.maintenanceUsd).toBeGreaterThanOrEqual(smaller.maintenanceUsd - rounding);
        expect(larger.initialUsd).toBeGreaterThanOrEqual(smaller.initialUsd - rounding);
      }),
    );
  });
});

test("bad input names every field at fault", () => {
  const markets = [{ ...taker("ETH", 1, 1, 1), markPriceUsd: Number.NaN }];
  const collateral = [{ amount: -1, priceUsd: 1, ratio: 1 }];
  expect(issueFields(perpV2Margin({ ...empty, imRatio: 2, collateral, markets }))).toEqual([
    "imRatio",
    "collateral[0].amount",
    "markets[0].markPriceUsd",
  ]);
});
