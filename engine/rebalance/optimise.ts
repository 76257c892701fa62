import type { Issue } from "../result.ts";
import type { Certificate } from "../solvers/certificate.ts";
import type { LinearProgram, LpSolver } from "../solvers/lp.ts";
import { type SeparableLimits, type SeparableSolution, solveSeparable } from "../solvers/separable.ts";
import { type MarginExcess, marginExcess } from "./balance.ts";
import { type Excluded, programParts } from "./collateralProgram.ts";
import { evaluatePlan, sumTerms } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import { LIMIT_SLACK_USD, type LimitMiss, limitMisses } from "./limitMisses.ts";
import { type Plan, withoutDust } from "./plan.ts";
import { type ProgramParts, packProgram, planOf } from "./programParts.ts";
import type { DecisionTerms } from "./proposal.ts";
import { noReserve, tighten } from "./reserve.ts";
import { roundTrades } from "./roundTrades.ts";
import { rowLine } from "./rowLine.ts";
import type { LimitScope } from "./tradeBounds.ts";

export interface Optimum {
  readonly kind: "optimum";
  readonly parts: ProgramParts;
  readonly problem: LinearProgram;
  readonly solution: SeparableSolution;
  /** Of the programme that the plan comes from: the solution's, or that of the search in whole lots. */
  readonly certificate: Certificate;
  /** Trades that the venues accept, and transfers. */
  readonly plan: Plan;
  readonly terms: DecisionTerms;
  readonly netUsd: number;
  /** Net of the continuous optimum, before lots and minimum sizes, USD. */
  readonly continuousNetUsd: number;
  /** What the rounded plan misses; empty when every limit holds. */
  readonly misses: readonly LimitMiss[];
}

export type OptimiseResult =
  | Optimum
  | { readonly kind: "infeasible"; readonly conflict: readonly string[] }
  | { readonly kind: "failed"; readonly issues: readonly Issue[] };

export interface OptimiseOptions {
  readonly scope: LimitScope;
  readonly costFactor: number;
  /** Left out from the start. */
  readonly excluded?: Excluded;
  /** An optimum of the same book, to begin from. */
  readonly from?: Optimum;
}

/** Solves again at most this often to make room for lots and minimum sizes. */
const MAX_ROUNDS = 4;

/**
 * Solves the programme, rounds to lots and minimum sizes, and checks the rounded plan against every limit from the
 * input alone. A trade below its minimum takes its leg out, a limit missed by rounding, impact or fixed costs is
 * tightened by the miss, and the programme is solved again. Of the rounds that hold every limit the best one counts.
 */
export async function optimise(
  book: FlatBook,
  lp: LpSolver,
  limits: SeparableLimits,
  options: OptimiseOptions,
): Promise<OptimiseResult> {
  const legs = new Set(options.excluded?.legs);
  const excluded: Excluded = { legs, moves: options.excluded?.moves ?? new Set() };
  let reserve = noReserve(book);
  let touching = options.from?.solution.touching;
  let best: Optimum | null = null;
  let idealNetUsd: number | null = null;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const parts = programParts(book, { ...options, reserve, excluded });
    const problem = packProgram(parts);
    if (!problem.ok) return { kind: "failed", issues: problem.issues };
    const result = await solveSeparable(problem.value, parts.convex, lp, limits, touching);
    if (!result.ok) {
      // Only the first programme is the mandate's own; later ones are narrowed by us.
      if (best !== null) return best;
      if (result.failure !== "infeasible") return { kind: "failed", issues: result.issues };
      const conflict = (result.conflictRows ?? []).flatMap((row) => parts.meanings[row]?.id ?? []);
      return { kind: "infeasible", conflict };
    }
    touching = result.value.touching;
    const wanted = planOf(book, parts, result.value.x);
    const plan: Plan = {
      trades: roundTrades(book, parts.bounds, wanted.trades),
      moves: withoutDust(wanted.moves),
    };
    const terms = evaluatePlan(book, plan);
    const excess = marginExcess(book, plan);
    const misses = limitMisses(book, plan, excess);
    idealNetUsd ??= sumTerms(evaluatePlan(book, wanted)).netUsd;
    const found: Optimum = {
      kind: "optimum",
      parts,
      problem: problem.value,
      solution: result.value,
      certificate: result.value.certificate,
      plan,
      terms,
      netUsd: sumTerms(terms).netUsd,
      continuousNetUsd: idealNetUsd,
      misses,
    };
    const dropped = droppedLegs(book, wanted.trades, plan.trades).filter((leg) => !legs.has(leg));
    if (best === null || isBetter(found, best)) best = found;
    if (dropped.length === 0 && !needsRoom(book, excess, plan)) break;
    for (const leg of dropped) legs.add(leg);
    reserve = tighten(book, reserve, excess, plan);
  }
  return best ?? { kind: "failed", issues: [] };
}

/** Holding every limit comes first, then the net benefit. */
export function isBetter(found: Optimum, best: Optimum): boolean {
  if (found.misses.length === 0 && best.misses.length > 0) return true;
  return found.misses.length <= best.misses.length && found.netUsd > best.netUsd;
}

/** Legs whose wanted trade was not mere dust and yet fell to nothing. */
function droppedLegs(book: FlatBook, wanted: Float64Array, trades: Float64Array): number[] {
  return [...book.legs.keys()].filter((i) => {
    const leg = book.legs[i];
    const smallest = Math.max(leg?.lot ?? 0, leg?.minimumTrade ?? 0);
    return trades[i] === 0 && Math.abs(wanted[i] ?? 0) > 1e-6 * smallest && smallest > 0;
  });
}

/** Whether a limit is missed that a tighter programme can hold. */
function needsRoom(book: FlatBook, excess: MarginExcess, plan: Plan): boolean {
  const overLimit = Math.max(excess.total, ...excess.bySet) > LIMIT_SLACK_USD;
  return overLimit || (book.terms?.rows ?? []).some((row) => rowLine(book, row, plan.trades).miss !== 0);
}
