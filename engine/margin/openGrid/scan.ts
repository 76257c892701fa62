import { type Issue, invalid } from "../../result.ts";
import { finite, issuesOf, nonNegative } from "../checks.ts";
import { checkGrid, columnWeight, type GridDefinition, type GridScenario } from "./definition.ts";

/** One row of the P&L matrix: a position in one instrument. */
export interface GridLeg {
  readonly id: string;
  /** Legs of one underlying offset each other scenario by scenario; different underlyings never do. */
  readonly underlying: string;
  readonly kind: "linear" | "convex" | "coin";
  /** Quantity * price of the underlying, USD, signed; < 0 for whatever is short gamma when convex. */
  readonly notionalUsd: number;
  /** Years; 0 for instruments that do not expire. */
  readonly yearsToExpiry: number;
  /** P&L of the whole position in each scenario of `gridScenarios`, USD, unweighted. */
  readonly pnlUsd: ArrayLike<number>;
}

/** The worst scenario of one underlying. */
export interface UnitScan {
  readonly underlying: string;
  /** Largest weighted loss, USD, not below zero: a gain in every scenario earns no credit. */
  readonly lossUsd: number;
  /** Scenarios that attain it; empty when there is no loss. */
  readonly worst: readonly number[];
}

/** What is wrong with a grid and its legs, as issues that name each field. */
export function checkLegs(legs: readonly GridLeg[], definition: GridDefinition, columns: number): Issue[] {
  const issues = checkGrid(definition);
  legs.forEach((leg, i) => {
    const path = `legs[${i}]`;
    const found = issuesOf(
      finite(`${path}.notionalUsd`, leg.notionalUsd),
      nonNegative(`${path}.yearsToExpiry`, leg.yearsToExpiry),
    );
    if (leg.pnlUsd.length !== columns) {
      found.push(invalid(`${path}.pnlUsd`, `a vector of ${columns} scenarios`, leg.pnlUsd.length));
    } else {
      for (let s = 0; s < columns; s += 1) {
        const value = leg.pnlUsd[s] ?? Number.NaN;
        if (!Number.isFinite(value)) found.push(invalid(`${path}.pnlUsd[${s}]`, "finite", value));
      }
    }
    issues.push(...found.map((issue) => ({ ...issue, subject: leg.id })));
  });
  return issues;
}

/** Worst weighted loss of each underlying, in the order in which the underlyings first appear. Expects checked legs. */
export function scanUnits(
  legs: readonly GridLeg[],
  definition: GridDefinition,
  scenarios: readonly GridScenario[],
): UnitScan[] {
  const totals = new Map<string, Float64Array>();
  for (const leg of legs) {
    let total = totals.get(leg.underlying);
    if (total === undefined) {
      total = new Float64Array(scenarios.length);
      totals.set(leg.underlying, total);
    }
    for (let s = 0; s < scenarios.length; s += 1) total[s] = (total[s] ?? 0) + (leg.pnlUsd[s] ?? 0);
  }
  return [...totals].map(([underlying, total]) => {
    const losses = scenarios.map(
      (column, s) => -columnWeight(definition, column, underlying) * (total[s] ?? 0),
    );
    const lossUsd = losses.reduce((worst, loss) => Math.max(worst, loss), 0);
    const worst = lossUsd > 0 ? losses.flatMap((loss, s) => (loss === lossUsd ? [s] : [])) : [];
    return { underlying, lossUsd, worst };
  });
}

/** Contingency of one leg, USD: initial and maintenance. */
export function legContingency(
  leg: GridLeg,
  { contingencies }: GridDefinition,
): { readonly initialUsd: number; readonly maintenanceUsd: number } {
  if (leg.kind === "convex" && leg.notionalUsd >= 0) return { initialUsd: 0, maintenanceUsd: 0 };
  const charge = leg.kind === "convex" ? contingencies.shortConvex : contingencies[leg.kind];
  const rate = Math.max(charge.rate, charge.ratePerYear * leg.yearsToExpiry);
  const initialUsd = Math.abs(leg.notionalUsd) * rate;
  return { initialUsd, maintenanceUsd: initialUsd * charge.maintenanceShare };
}
