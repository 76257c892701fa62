import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OptionLeg } from "../../../../engine/margin/derive/market.ts";
import { pm2Balances, pm2Margin } from "../../../../engine/margin/derive/pm2.ts";
import type { Pm2Account } from "../../../../engine/margin/derive/pm2Portfolio.ts";
import { pmrmBalances, pmrmMargin } from "../../../../engine/margin/derive/pmrm.ts";
import type { Scenario } from "../../../../engine/margin/derive/scenario.ts";
import { standardBalances, standardMargin } from "../../../../engine/margin/derive/standard.ts";
import type { MarginReport } from "../../../../engine/margin/report.ts";
import { leg, NOW, PM2_BTC, perp, pm2Account, pmrmAccount, standardAccount, WEEK } from "./accounts.ts";
import { portfolioParameters } from "./pmrmCases.ts";
import { value } from "./value.ts";

/** One volatility a strike, so that two books hold the same option at the same mark. */
const option = fc
  .record({
    expiry: fc.constantFrom(NOW + WEEK, NOW + 8 * WEEK),
    strike: fc.integer({ min: 10, max: 40 }).map((n) => n * 5000),
    right: fc.constantFrom("call" as const, "put" as const),
    amount: fc.integer({ min: -20, max: 20 }).map((n) => n / 4),
  })
  .map((fields): OptionLeg => leg({ ...fields, volatility: 0.4 + Math.abs(fields.strike - 1e5) / 4e5 }));
const book = fc.record({
  options: fc.array(option, { maxLength: 8 }),
  size: fc.integer({ min: -8, max: 8 }).map((n) => n / 4),
  cash: fc.integer({ min: -100_000, max: 100_000 }),
});
type Book = typeof book extends fc.Arbitrary<infer Value> ? Value : never;

const pm2 = ({ options, size, cash }: Book): Pm2Account => pm2Account({ options, cash, perp: perp(size) });
const pmrm = ({ options, size, cash }: Book) => pmrmAccount({ options, cash, perp: perp(size), base: 0.5 });
const standard = ({ options, size, cash }: Book) => {
  const forwards = pm2Account().expiries;
  return standardAccount({ options, perp: perp(size), forwards }, { cash });
};
const join = (a: Book, b: Book): Book => ({
  options: [...a.options, ...b.options],
  size: a.size + b.size,
  cash: a.cash + b.cash,
});
const scale = (a: Book, by: number): Book => ({
  options: a.options.map((o) => ({ ...o, amount: o.amount * by })),
  size: a.size * by,
  cash: a.cash * by,
});

/** Every spot and volatility scenario; the tilts count each expiry as a loss, which is not additive. */
const GRID = {
  ...PM2_BTC,
  scenarios: PM2_BTC.scenarios.filter((s) => !["linear", "abs"].includes(s.volShock)),
};
const MICRO_USD = 1e-6;

describe("reports", () => {
  const adds = (report: MarginReport, im: number, mm: number) => {
    const sum = (pick: (term: MarginReport["terms"][number]) => number) =>
      report.terms.reduce((total, term) => total + pick(term), 0);
    expect(report.initialUsd).toBeGreaterThanOrEqual(0);
    expect(report.maintenanceUsd).toBeGreaterThanOrEqual(0);
    expect(report.equityUsd - report.initialUsd).toBeCloseTo(im, 6);
    expect(report.equityUsd - report.maintenanceUsd).toBeCloseTo(mm, 6);
    return { initial: sum((term) => term.initialUsd), maintenance: sum((term) => term.maintenanceUsd) };
  };

  it("keep the venue's balances, and their terms add up to the requirement", () => {
    fc.assert(
      fc.property(book, (b) => {
        for (const report of [
          value(pm2Margin(pm2(b), PM2_BTC)),
          value(pmrmMargin(pmrm(b), portfolioParameters)),
          value(standardMargin(standard(b))),
        ]) {
          const { initialMargin, maintenanceMargin, markToMarket } = report.balances;
          const terms = adds(report, initialMargin, maintenanceMargin);
          expect(terms.initial).toBeCloseTo(markToMarket - initialMargin, 6);
          expect(terms.maintenance).toBeCloseTo(markToMarket - maintenanceMargin, 6);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("invariants", () => {
  it("another scenario never lowers a PM2 requirement", () => {
    const scenario = fc.record({
      spotShock: fc.double({ min: 0.3, max: 4, noNaN: true }),
      volShock: fc.constantFrom("none" as const, "up" as const, "down" as const),
      dampening: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(book, scenario, (b, extra: Scenario) => {
        const before = value(pm2Balances(pm2(b), PM2_BTC));
        const after = value(pm2Balances(pm2(b), { ...PM2_BTC, scenarios: [...PM2_BTC.scenarios, extra] }));
        expect(after.maintenanceMargin).toBeLessThanOrEqual(before.maintenanceMargin);
        expect(after.initialMargin).toBeLessThanOrEqual(before.initialMargin);
      }),
    );
  });

  it("a joined book loses no more in its worst scenario than its parts do in theirs", () => {
    const loss = (b: Book) => {
      const { scenarioPnl, worstScenarioIndex, basisContingency } = value(pm2Margin(pm2(b), GRID));
      return -(scenarioPnl[worstScenarioIndex] ?? basisContingency);
    };
    fc.assert(
      fc.property(book, book, (a, b) => {
        expect(loss(join(a, b))).toBeLessThanOrEqual(loss(a) + loss(b) + MICRO_USD);
      }),
      { numRuns: 60 },
    );
  });

  it("the inverted static discounts of 2025 broke that: two halves could need less than the whole", () => {
    const { longBaseStaticDiscount, shortBaseStaticDiscount } = GRID.margin;
    const inverted = {
      ...GRID,
      scenarios: [{ spotShock: 1, volShock: "none" as const, dampening: 1 }],
      margin: {
        ...GRID.margin,
        longBaseStaticDiscount: shortBaseStaticDiscount,
        shortBaseStaticDiscount: longBaseStaticDiscount,
      },
    };
    const pnl = (options: OptionLeg[]) =>
      value(pm2Margin(pm2Account({ options }), inverted)).scenarioPnl[0] ?? Number.NaN;
    const long = leg({ amount: 1 });
    const short = leg({ strike: 105_000 });
    expect(pnl([long, short])).toBeLessThan(pnl([long]) + pnl([short]) - 1);
  });

  it("twice the book needs twice the margin, under all three models", () => {
    fc.assert(
      fc.property(book, (b) => {
        const twice = scale(b, 2);
        const pairs = [
          [value(pm2Balances(pm2(b), PM2_BTC)), value(pm2Balances(pm2(twice), PM2_BTC))],
          [
            value(pmrmBalances({ ...pmrm(b), base: 0 }, portfolioParameters)),
            value(pmrmBalances({ ...pmrm(twice), base: 0 }, portfolioParameters)),
          ],
          [value(standardBalances(standard(b))), value(standardBalances(standard(twice)))],
        ] as const;
        for (const [once, double] of pairs) {
          expect(double.initialMargin).toBeCloseTo(2 * once.initialMargin, 6);
          expect(double.maintenanceMargin).toBeCloseTo(2 * once.maintenanceMargin, 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a perpetual needs the same long and short where the grid is symmetric", () => {
    const grid = { ...PM2_BTC, scenarios: PM2_BTC.scenarios.filter((s) => s.dampening === 1) };
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 50, noNaN: true }), (size) => {
        const needed = (signed: number) => value(pm2Margin(pm2Account({ perp: perp(signed) }), grid));
        expect(needed(size).maintenanceUsd).toBeCloseTo(needed(-size).maintenanceUsd, 5);
        expect(needed(size).initialUsd).toBeCloseTo(needed(-size).initialUsd, 5);
      }),
      { numRuns: 20 },
    );
  });

  it("the order of legs does not matter", () => {
    fc.assert(
      fc.property(book, (b) => {
        const reversed = { ...b, options: b.options.toReversed() };
        const one = value(pm2Balances(pm2(b), PM2_BTC));
        const other = value(pm2Balances(pm2(reversed), PM2_BTC));
        expect(other.maintenanceMargin).toBeCloseTo(one.maintenanceMargin, 6);
        const standardOne = value(standardMargin(standard(b))).balances;
        const standardOther = value(standardBalances(standard(reversed)));
        expect(standardOther.initialMargin).toBeCloseTo(standardOne.initialMargin, 6);
      }),
      { numRuns: 60 },
    );
  });
});
