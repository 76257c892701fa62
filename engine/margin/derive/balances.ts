import { fail, ok, type Result } from "../../result.ts";
import type { MarginReport, MarginTerm } from "../report.ts";

/**
 * Derive's own sign convention, in USD: what is left of an account after the requirement has been taken off.
 * A trade passes while `initialMargin >= 0`; an account can be liquidated once `maintenanceMargin < 0`.
 */
export interface DeriveBalances {
  readonly initialMargin: number;
  readonly maintenanceMargin: number;
  /** Cash, unrealised P&L, options at Black-76 and collateral. */
  readonly markToMarket: number;
}

/** One summand of the three balances. */
export interface BalanceTerm extends DeriveBalances {
  readonly name: string;
}

/**
 * The account's balances. Fails when one is not finite: inputs that are each in their domain can still divide by
 * zero together (the chain reverts) or overflow.
 */
export function accountBalances(terms: readonly BalanceTerm[]): Result<DeriveBalances> {
  const balances = sumBalances(terms);
  if (Object.values(balances).every(Number.isFinite)) return ok(balances);
  return fail({ code: "INVALID_INPUT", message: "the account has no finite margin under these parameters" });
}

/** Adds the terms up. */
export function sumBalances(terms: readonly BalanceTerm[]): DeriveBalances {
  let initialMargin = 0;
  let maintenanceMargin = 0;
  let markToMarket = 0;
  for (const term of terms) {
    initialMargin += term.initialMargin;
    maintenanceMargin += term.maintenanceMargin;
    markToMarket += term.markToMarket;
  }
  return { initialMargin, maintenanceMargin, markToMarket };
}

/**
 * Turns Derive's balances into requirements: requirement = equity - balance.
 *
 * Equity is the mark-to-market. Where marks allow arbitrage (a vertical marked below its worst pay-off) Derive
 * grants an account more than its mark-to-market; then equity is that larger balance, so that requirements stay
 * >= 0 and `equity - requirement` is the venue's own number in every case.
 */
export function requirements(
  balances: DeriveBalances,
): Pick<MarginReport, "equityUsd" | "initialUsd" | "maintenanceUsd"> {
  const { initialMargin, maintenanceMargin, markToMarket } = balances;
  const equityUsd = Math.max(initialMargin, maintenanceMargin, markToMarket);
  return {
    equityUsd,
    initialUsd: equityUsd - initialMargin,
    maintenanceUsd: equityUsd - maintenanceMargin,
  };
}

/** The requirement of each term that has one. */
export function requirementTerms(terms: readonly BalanceTerm[]): MarginTerm[] {
  return terms
    .map((term) => ({
      name: term.name,
      initialUsd: term.markToMarket - term.initialMargin,
      maintenanceUsd: term.markToMarket - term.maintenanceMargin,
    }))
    .filter((term) => term.initialUsd !== 0 || term.maintenanceUsd !== 0);
}
