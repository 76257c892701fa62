import { ok, type Result } from "../../result.ts";
import type { MarginReport } from "../report.ts";
import {
  accountBalances,
  type BalanceTerm,
  type DeriveBalances,
  requirements,
  requirementTerms,
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
  for (const [index, value] of pnl.entries()) {
    // A scenario that cannot be valued must not be passed over as if it were harmless.
    if (Number.isNaN(value)) return { index, pnl: value };
    if (value < worst.pnl) worst = { index, pnl: value };
  }
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
}): Result<PortfolioMargin> {
  const balances = accountBalances(input.terms);
  if (!balances.ok) return balances;
  const worst = worstOf(input.basisContingency, input.scenarioPnl);
  const factor = liquidationFactor(input.maintenanceAt);
  return ok({
    model: input.model,
    ...requirements(balances.value),
    liquidationPriceUsd: factor === null ? null : input.spot * factor,
    liquidationDistance: factor === null ? null : factor - 1,
    worstScenario: { index: worst.index, name: scenarioName(input.scenarios, worst.index) },
    terms: requirementTerms(input.terms),
    balances: balances.value,
    worstScenarioIndex: worst.index,
    scenarioPnl: input.scenarioPnl,
    basisContingency: input.basisContingency,
  });
}
