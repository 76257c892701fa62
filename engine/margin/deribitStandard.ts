import type { Right } from "../book/instrument.ts";
import { fail, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { finite, issuesOf, nonNegative, positive } from "./checks.ts";
import type { MarginReport } from "./report.ts";

/** One coin-settled option position. */
export interface StandardOption {
  readonly right: Right;
  readonly strike: number;
  /** Signed, base units. */
  readonly size: number;
  /** Mark price in coins per base unit. */
  readonly markCoin: number;
}

/** Rates of the standard rule, per base unit and in coins. */
export interface StandardRates {
  /** Initial margin of a short at the money, and the least that an out-of-the-money one keeps. */
  readonly initial: number;
  readonly initialFloor: number;
  readonly maintenance: number;
}

/** Published rates of two order books that share the rule; both may change theirs. */
export const STANDARD_RATES = {
  deribit: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
  aevo: { initial: 0.15, initialFloor: 0.1, maintenance: 0.1 },
} as const satisfies Record<string, StandardRates>;

/** A standard-margin account of one coin: options of one underlying, collateral in that coin. */
export interface StandardAccount {
  readonly collateralCoins: number;
  readonly underlyingPriceUsd: number;
  readonly options: readonly StandardOption[];
  readonly rates: StandardRates;
}

/** Requirement of one base unit held short, in coins. */
function shortRequirement(option: StandardOption, underlying: number, rates: StandardRates) {
  const { right, strike, markCoin } = option;
  const outOfTheMoney = Math.max(right === "call" ? strike - underlying : underlying - strike, 0);
  const initial = Math.max(rates.initial - outOfTheMoney / underlying, rates.initialFloor) + markCoin;
  if (right === "call") return { initial, maintenance: rates.maintenance + markCoin };
  // A put can be worth more than a coin, so its maintenance grows with its mark and may exceed its initial margin.
  const maintenance = Math.max(rates.maintenance, rates.maintenance * markCoin) + markCoin;
  return { initial: Math.max(initial, maintenance), maintenance };
}

/**
 * Standard (not portfolio) margin of coin-settled options: each short stands alone, longs add and offset nothing.
 *
 * Equity is the coin balance: option values are not in it, a short's mark is in its requirement and a long's premium
 * has been paid. There is no liquidation price, for marks move with volatility and time as well.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: Deribit's margin rules as doc.tslab.pro tabulates them; Aevo's standard margin page for its maintenance rate.
 */
export function standardOptionMargin(account: StandardAccount): Result<MarginReport> {
  const { underlyingPriceUsd, options, rates } = account;
  const issues = issuesOf(
    finite("collateralCoins", account.collateralCoins),
    positive("underlyingPriceUsd", underlyingPriceUsd),
    nonNegative("rates.initial", rates.initial),
    nonNegative("rates.initialFloor", rates.initialFloor),
    nonNegative("rates.maintenance", rates.maintenance),
    ...options.flatMap((option, i) => [
      positive(`options[${i}].strike`, option.strike),
      finite(`options[${i}].size`, option.size),
      nonNegative(`options[${i}].markCoin`, option.markCoin),
    ]),
  );
  if (issues.length > 0) return fail(...issues);

  return buildReport({
    model: "standard-option",
    equityUsd: account.collateralCoins * underlyingPriceUsd,
    presentPriceUsd: underlyingPriceUsd,
    liquidationPriceUsd: null,
    terms: options
      .filter((option) => option.size < 0)
      .map((option) => {
        const coins = shortRequirement(option, underlyingPriceUsd, rates);
        const scaleUsd = -option.size * underlyingPriceUsd;
        return {
          name: `${option.strike}-${option.right}`,
          initialUsd: coins.initial * scaleUsd,
          maintenanceUsd: coins.maintenance * scaleUsd,
        };
      }),
  });
}
