import type { MarginReport } from "../report.ts";
import {
  type BalanceTerm,
  type DeriveBalances,
  requirements,
  requirementTerms,
  sumBalances,
} from "./balances.ts";
import { liquidationFactor } from "./liquidation.ts";
import { type Scenario, scenarioName } from "./scenario.ts";

/** Margin report of a scenario-based Derive account with the venue's own numbers beside it. */
export interface PortfolioMargin extends MarginReport {
  readonly balances: DeriveBalances;
  /** Index into the scenarios; their count stands for the basis contingency. */
  readonly worstScenarioIndex: number;
  /** P&L of every scenario against mark-to-market, dampening included, in USD. */
  readonly scenarioPnl: readonly number[];
  /** <= 0, in USD; competes with the scenarios for the worst. */
  readonly basisContingency: number;
}

/** The worst of the basis contingency and the scenarios; the earlier one wins a tie, the basis first. */
export function worstOf(basis: number, pnl: readonly number[]): { index: number; pnl: number } {
  let worst = { index: pnl.length, pnl: basis };
  pnl.forEach((value, index) => {
    if (value < worst.pnl) worst = { index, pnl: value };
  });
  return worst;
}

/** Assembles the report of either portfolio manager. `maintenanceAt` is the maintenance balance at a spot factor. */
export function portfolioReport(input: {
  readonly model: "derive-pmrm" | "derive-pm2";
  readonly terms: readonly BalanceTerm[];
  readonly scenarios: readonly Scenario[];
  readonly scenarioPnl: readonly number[];
  readonly basisContingency: number;
  readonly spot: number;
  readonly maintenanceAt: (factor: number) => number;
}): PortfolioMargin {
  const balances = sumBalances(input.terms);
  const worst = worstOf(input.basisContingency, input.scenarioPnl);
  const factor = liquidationFactor(input.maintenanceAt);
  return {
    model: input.model,
    ...requirements(balances),
    liquidationPriceUsd: factor === null ? null : input.spot * factor,
    liquidationDistance: factor === null ? null : factor - 1,
    worstScenario: { index: worst.index, name: scenarioName(input.scenarios, worst.index) },
    terms: requirementTerms(input.terms),
    balances,
    worstScenarioIndex: worst.index,
    scenarioPnl: input.scenarioPnl,
    basisContingency: input.basisContingency,
  };
}
