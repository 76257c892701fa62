import type { Issue } from "../result.ts";
import type { LinearProgram, LpLimits, LpSolution, LpSolver } from "../solvers/lp.ts";
import { type ProgramParts, packProgram, programParts, type Reserve, tradesOf } from "./collateralProgram.ts";
import { evaluateTrades, greekLine, marginLimit, setMargin, sumTerms, tradeCost } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import type { DecisionTerms } from "./proposal.ts";
import { roundTrades, withinTolerance } from "./roundTrades.ts";
import type { LimitScope } from "./tradeBounds.ts";

export interface Optimum {
  readonly kind: "optimum";
  readonly parts: ProgramParts;
  readonly problem: LinearProgram;
  readonly solution: LpSolution;
  /** Trades that the venues accept, one per leg. */
  readonly trades: Float64Array;
  readonly terms: DecisionTerms;
  readonly netUsd: number;
  /** Net of the continuous optimum, before lots and minimum sizes, USD. */
  readonly continuousNetUsd: number;
  /** What the rounded trades miss, in words; empty when every limit holds. */
  readonly misses: readonly string[];
}

export type OptimiseResult =
  | Optimum
  | { readonly kind: "infeasible"; readonly conflict: readonly string[] }
  | { readonly kind: "failed"; readonly issues: readonly Issue[] };

export interface OptimiseOptions {
  readonly scope: LimitScope;
  readonly costFactor: number;
}

/** Solves again at most this often to make room for lots and minimum sizes. */
const MAX_ROUNDS = 4;
/** USD by which sums over a thousand legs may differ between the programme and the recomputation. */
const LIMIT_SLACK_USD = 1e-6;

/**
 * Solves the programme, rounds to lots and minimum sizes, and checks the rounded trades against every limit from the
 * input alone. A trade below its minimum takes its leg out, a margin limit missed by rounding is tightened by the
 * miss, and the programme is solved again. Of the rounds that hold every limit the best one counts.
 */
export async function optimise(
  book: FlatBook,
  lp: LpSolver,
  limits: LpLimits,
  options: OptimiseOptions,
): Promise<OptimiseResult> {
  const excluded = new Set<number>();
  let reserveUsd: Reserve = { bySet: book.sets.map(() => 0), total: 0 };
  let best: Optimum | null = null;
  let idealNetUsd: number | null = null;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const parts = programParts(book, { ...options, reserveUsd, excluded });
    const problem = packProgram(parts);
    if (!problem.ok) return { kind: "failed", issues: problem.issues };
    const result = await lp.solve(problem.value, limits);
    if (!result.ok) {
      // Only the first programme is the mandate's own; later ones are narrowed by us.
      if (best !== null) return best;
      if (result.failure !== "infeasible") return { kind: "failed", issues: result.issues };
      const conflict = (result.conflictRows ?? []).flatMap((row) => parts.meanings[row]?.id ?? []);
      return { kind: "infeasible", conflict };
    }
    const wanted = tradesOf(book, result.value.x);
    const trades = roundTrades(book, parts.bounds, wanted);
    const terms = evaluateTrades(book, trades);
    const excess = marginExcess(book, trades);
    const misses = missesOf(book, trades, excess);
    idealNetUsd ??= sumTerms(evaluateTrades(book, wanted)).netUsd;
    const found: Optimum = {
      kind: "optimum",
      parts,
      problem: problem.value,
      solution: result.value,
      trades,
      terms,
      netUsd: sumTerms(terms).netUsd,
      continuousNetUsd: idealNetUsd,
      misses,
    };
    const dropped = droppedLegs(book, wanted, trades).filter((leg) => !excluded.has(leg));
    if (best === null || isBetter(found, best)) best = found;
    const overLimit = Math.max(excess.total, ...excess.bySet) > LIMIT_SLACK_USD;
    if (dropped.length === 0 && !overLimit) break;
    for (const leg of dropped) excluded.add(leg);
    reserveUsd = tighten(reserveUsd, excess);
  }
  return best ?? { kind: "failed", issues: [] };
}

/** Holding every limit comes first, then the net benefit. */
function isBetter(found: Optimum, best: Optimum): boolean {
  if (found.misses.length === 0 && best.misses.length > 0) return true;
  return found.misses.length <= best.misses.length && found.netUsd > best.netUsd;
}

/** USD by which each set, and the total, exceed their margin limits; <= 0 when they hold. */
function marginExcess(book: FlatBook, trades: Float64Array): Reserve {
  const none = new Float64Array(trades.length);
  let total = 0;
  const bySet = book.sets.map((set) => {
    const before = setMargin(book, set, none);
    const after = setMargin(book, set, trades);
    total += after - before;
    const costs = set.legs.reduce((sum, i) => {
      const { feeUsd, spreadUsd } = tradeCost(book, i, trades[i] ?? 0);
      return sum + feeUsd + spreadUsd;
    }, 0);
    return after + costs - marginLimit(book, set, before);
  });
  return { bySet, total };
}

function missesOf(book: FlatBook, trades: Float64Array, excess: Reserve): string[] {
  const misses = book.sets.flatMap((set, v) => {
    const by = excess.bySet[v] ?? 0;
    return by > LIMIT_SLACK_USD ? [`the requirement of ${set.id} by ${by.toPrecision(3)} USD`] : [];
  });
  if (excess.total > LIMIT_SLACK_USD)
    misses.push(`the total requirement by ${excess.total.toPrecision(3)} USD`);
  for (const kept of book.greeks) {
    const line = greekLine(book, kept, trades);
    if (!withinTolerance(line)) {
      misses.push(`the ${kept.greek} of ${kept.underlying} by ${line.residual.toPrecision(3)}`);
    }
  }
  return misses;
}

/** Legs whose wanted trade was not mere dust and yet fell to nothing. */
function droppedLegs(book: FlatBook, wanted: Float64Array, trades: Float64Array): number[] {
  return [...book.legs.keys()].filter((i) => {
    const leg = book.legs[i];
    const smallest = Math.max(leg?.lot ?? 0, leg?.minimumTrade ?? 0);
    return trades[i] === 0 && Math.abs(wanted[i] ?? 0) > 1e-6 * smallest && smallest > 0;
  });
}

function tighten(reserve: Reserve, excess: Reserve): Reserve {
  const more = (held: number, by: number | undefined) => held + 1.1 * Math.max(0, by ?? 0);
  return {
    bySet: reserve.bySet.map((held, v) => more(held, excess.bySet[v])),
    total: more(reserve.total, excess.total),
  };
}
