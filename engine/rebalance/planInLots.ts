import type { LpSolver } from "../solvers/lp.ts";
import type { SeparableLimits } from "../solvers/separable.ts";
import { tangentProgram } from "../solvers/tangents.ts";
import { solveInLots } from "../solvers/wholeLots.ts";
import { marginExcess } from "./balance.ts";
import { type Excluded, programParts } from "./collateralProgram.ts";
import { evaluatePlan, sumTerms } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import { limitMisses } from "./limitMisses.ts";
import { exactMultiple, meetsMinimum } from "./lots.ts";
import { lotsProgram } from "./lotsProgram.ts";
import type { OptimiseOptions, Optimum } from "./optimise.ts";
import { isAction, type Plan, withoutDust } from "./plan.ts";
import { packProgram, planOf } from "./programParts.ts";
import { noReserve, tighten } from "./reserve.ts";

/** Share of the objective that the search may leave: the last thousandth takes far longer than the rest. */
const RELATIVE_GAP = 1e-3;
/** Programmes in lots solved at most: as it is, and once more with what the first plan missed. */
const MAX_ROUNDS = 2;

/**
 * The best plan in whole lots, by branch and bound, in place of one whose rounded trades miss limits: steps in single
 * legs find no point between several tight rows (see `lotsProgram`). Costs and risk that bend count by the tangents of
 * the optimum. What comes out is checked against every limit from the input alone: when it misses one, does nothing, or
 * time is up, the optimum is returned as it was. The certificate is that of the programme in lots, with its gap; duals
 * and the continuous net stay the optimum's.
 */
export async function planInLots(
  book: FlatBook,
  lp: LpSolver,
  limits: SeparableLimits,
  options: OptimiseOptions,
  rounded: Optimum,
): Promise<Optimum> {
  if (rounded.misses.length === 0) return rounded;
  const legs = new Set(options.excluded?.legs);
  const excluded: Excluded = { legs, moves: options.excluded?.moves ?? new Set() };
  let reserve = noReserve(book);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const own = programParts(book, { ...options, reserve, excluded });
    const { parts, lots, closed } = lotsProgram(book, own, rounded.plan);
    const packed = packProgram(parts);
    if (!packed.ok) return rounded;
    const problem = tangentProgram(packed.value, parts.convex, rounded.solution.touching);
    const { timeLimitMs } = limits;
    const time = timeLimitMs === undefined ? {} : { timeLimitMs };
    const result = await solveInLots(problem, lots, lp, { ...time, relativeGap: RELATIVE_GAP });
    if (!result.ok) return rounded;
    const wanted = planOf(book, parts, result.value.x);
    const plan: Plan = {
      trades: wanted.trades.map((trade, i) => accepted(book, closed, trade, i)),
      moves: withoutDust(wanted.moves),
    };
    const excess = marginExcess(book, plan);
    const misses = limitMisses(book, plan, excess);
    if (misses.length === 0 && isAction(plan)) {
      const terms = evaluatePlan(book, plan);
      const { certificate } = result.value;
      return { ...rounded, plan, terms, netUsd: sumTerms(terms).netUsd, misses, certificate };
    }
    wanted.trades.forEach((trade, i) => {
      if (trade !== 0 && plan.trades[i] === 0) legs.add(i);
    });
    reserve = tighten(book, reserve, excess, plan);
  }
  return rounded;
}

/** A trade in whole lots without binary dust; 0 when it is too small for its venue and no close. */
function accepted(book: FlatBook, closed: ReadonlySet<number>, trade: number, i: number): number {
  const { quantity, lot, minimumTrade } = book.legs[i] ?? { quantity: 0, lot: 0, minimumTrade: 0 };
  if (closed.has(i)) return -quantity;
  const amount = lot === 0 ? trade : exactMultiple(lot, Math.round(trade / lot));
  return amount === -quantity || meetsMinimum({ minimumTrade }, amount) ? amount + 0 : 0;
}
