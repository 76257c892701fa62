import loadHighs, { type Highs } from "highs";
import { beforeAll } from "vitest";
import type {
  CollateralMandate,
  RebalanceInput,
  RebalanceLeg,
  RebalanceNettingSet,
} from "../../../engine/rebalance/input.ts";
import { sizeBlock } from "../../../engine/rebalance/marginBlocks.ts";
import type { RebalanceProposal } from "../../../engine/rebalance/proposal.ts";
import { proposeCollateralRebalance } from "../../../engine/rebalance/proposeCollateralRebalance.ts";
import { solveLp } from "../../../engine/solvers/highs/solve.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";

/** The real solver, in this thread: the worker has its own tests. */
export function localSolver(): LpSolver {
  let highs: Highs | null = null;
  beforeAll(async () => {
    highs = await loadHighs();
  });
  return {
    solve: async (problem, limits) => {
      if (highs === null) throw new Error("the solver is not loaded");
      return solveLp(problem, highs, limits);
    },
    close: async () => undefined,
  };
}

/** A perpetual at 3,000 USD with a delta of 1, 5 bp of fee, 1 bp of half spread and nothing that limits it. */
export function perp(
  instrumentId: string,
  quantity: number,
  changes: Partial<RebalanceLeg> = {},
): RebalanceLeg {
  return {
    instrumentId,
    underlying: "ETH",
    quantity,
    notionalUsdPerUnit: 3_000,
    greeksPerUnit: { delta: 1 },
    feeBps: 5,
    halfSpreadBps: 1,
    carryLongUsdPerYear: 0,
    carryShortUsdPerYear: 0,
    lot: 0,
    minimumTrade: 0,
    oracle: { policy: "use" },
    ...changes,
  };
}

/** A netting set whose requirement is `rate` times the notional of each leg. */
export function venue(
  id: string,
  legs: readonly RebalanceLeg[],
  rate: number,
  equityUsd = 1e6,
): RebalanceNettingSet {
  const margin = legs.map((leg, i) =>
    sizeBlock(leg.instrumentId, legs.length, i, rate * leg.notionalUsdPerUnit),
  );
  return { id, equityUsd, legs, margin };
}

/** Keep delta; margin is worth 20 % a year; a quarter of a year counts. */
export const MANDATE: CollateralMandate = {
  horizonYears: 0.25,
  marginChargePerYear: 0.2,
  keep: [{ greek: "delta", relativeTolerance: 1e-3 }],
  minimumNetUsd: 0,
};

export function input(
  nettingSets: readonly RebalanceNettingSet[],
  mandate: Partial<CollateralMandate> = {},
): RebalanceInput {
  return { mandate: { ...MANDATE, ...mandate }, nettingSets };
}

/** 10 ETH long at one venue, 10 short at another: the margin of both is 2 * 10 * 3,000 * rate. */
export function hedgedPair(
  rate: number,
  first: Partial<RebalanceLeg> = {},
  second: Partial<RebalanceLeg> = {},
) {
  return [venue("a", [perp("long", 10, first)], rate), venue("b", [perp("short", -10, second)], rate)];
}

export function quantities(proposal: RebalanceProposal): Record<string, number> {
  return Object.fromEntries(proposal.orders.map((o) => [`${o.nettingSetId}/${o.instrumentId}`, o.quantity]));
}

export { proposeCollateralRebalance as propose };
