import { type Issue, invalid } from "../result.ts";
import { checkFinite, checkNonNegative, checkPositive } from "../risk/checks.ts";

/** Greeks of one unit, in the engine's units. */
export interface UnitGreeks {
  /** Base units of the underlying. */
  readonly delta: number;
  /** Base units per USD. */
  readonly gamma: number;
  /** USD per 1.00 of volatility. */
  readonly vega: number;
  /** USD per calendar year. */
  readonly theta: number;
}

/** An instrument in a netting set that a mandate may look at: what is held of it, and what one unit is. */
export interface Holding {
  readonly nettingSetId: string;
  /** Unique inside its netting set. */
  readonly instrumentId: string;
  readonly venue: string;
  readonly underlying: string;
  /** Signed units held now; 0 for an instrument that may be bought. */
  readonly quantity: number;
  /** USD per unit. */
  readonly priceUsd: number;
  /** USD price of the underlying to which delta refers. */
  readonly referenceUsd: number;
  readonly greeks: UnitGreeks;
  /** Null for what never expires. */
  readonly yearsToExpiry: number | null;
  /** USD per unit by scenario, in the order of `Holdings.scenarios`. */
  readonly scenarioPnlUsd: readonly number[] | Float64Array;
  /** USD per year of one unit held long, and of one unit held short; received > 0. */
  readonly carryLongUsdPerYear: number;
  readonly carryShortUsdPerYear: number;
}

/** What a mandate is applied to: everything that is held or may be traded, over all venues. */
export interface Holdings {
  /** Names of the scenarios, unique. */
  readonly scenarios: readonly string[];
  readonly legs: readonly Holding[];
}

/** What is wrong with the holdings, by path such as `legs[2].greeks.vega`. */
export function checkHoldings({ scenarios, legs }: Holdings): Issue[] {
  const issues: Issue[] = [];
  if (new Set(scenarios).size !== scenarios.length) {
    issues.push(invalid("scenarios", "named uniquely", scenarios.join(", ")));
  }
  const seen = new Set<string>();
  legs.forEach((leg, i) => {
    const path = `legs[${i}]`;
    const key = JSON.stringify([leg.nettingSetId, leg.instrumentId]);
    if (seen.has(key)) {
      issues.push(invalid(`${path}.instrumentId`, "unique in its netting set", leg.instrumentId));
    }
    seen.add(key);
    issues.push(
      ...checkFinite(`${path}.quantity`, leg.quantity),
      ...checkNonNegative(`${path}.priceUsd`, leg.priceUsd),
      ...checkPositive(`${path}.referenceUsd`, leg.referenceUsd),
      ...Object.entries(leg.greeks).flatMap(([name, value]) => checkFinite(`${path}.greeks.${name}`, value)),
      ...checkFinite(`${path}.carryLongUsdPerYear`, leg.carryLongUsdPerYear),
      ...checkFinite(`${path}.carryShortUsdPerYear`, leg.carryShortUsdPerYear),
    );
    if (leg.yearsToExpiry !== null)
      issues.push(...checkNonNegative(`${path}.yearsToExpiry`, leg.yearsToExpiry));
    const pnl = leg.scenarioPnlUsd;
    if (pnl.length !== scenarios.length || !pnl.every(Number.isFinite)) {
      const rule = `${scenarios.length} finite numbers, one per scenario`;
      issues.push(invalid(`${path}.scenarioPnlUsd`, rule, `${pnl.length} numbers`));
    }
  });
  return issues;
}

/** The underlyings of the holdings, sorted. */
export function underlyingsOf({ legs }: Holdings): string[] {
  return [...new Set(legs.map(({ underlying }) => underlying))].sort();
}
