import type { LpSolver } from "../solvers/lp.ts";
import { type SeparableLimits, solveSeparable } from "../solvers/separable.ts";
import { type Excluded, programParts } from "./collateralProgram.ts";
import type { FlatBook } from "./flatBook.ts";
import { isBetter, type OptimiseOptions, type OptimiseResult, type Optimum, optimise } from "./optimise.ts";
import type { Plan } from "./plan.ts";
import { planInLots } from "./planInLots.ts";
import { packProgram, planOf } from "./programParts.ts";

/** Programmes solved at most to settle who is worth a fixed cost. */
const MAX_DROPS = 6;
/** Gap at which a programme is solved well enough to tell who gives up. */
const ROUGH_GAP = 1e-4;
/** Share of the former size under which an order counts as given up. */
const GIVEN_UP = 1e-6;

/** An optimum with fixed costs, and the one that they were not weighed in when it would trade otherwise. */
export interface PaidOptimum {
  readonly result: OptimiseResult;
  /** The best plan if fixed costs did not decide; null when there are none to decide. */
  readonly regardless: Optimum | null;
}

/**
 * The optimum where orders and transfers cost something whatever their size, which no convex programme can say.
 * Heuristic: solve without fixed costs; charge every order its fixed cost spread over the size it came out with, and
 * solve again with these orders alone; who then gives up is dropped, until sizes settle; solve what is left without
 * the charge. The better of this plan and the first, fixed costs counted, is the answer. It pays for what it proposes
 * but need not be the best choice of orders; its certificate is that of the programme with the orders that are left.
 * Trades that miss a limit in lots and minimum sizes are searched for in whole lots at the end (`planInLots`).
 * Source: Kim and Pardalos, "A solution approach to the fixed charge network flow problem using a dynamic slope
 * scaling procedure", Operations Research Letters 24 (1999) 195-203.
 */
export async function optimisePaid(
  book: FlatBook,
  lp: LpSolver,
  limits: SeparableLimits,
  options: OptimiseOptions,
): Promise<PaidOptimum> {
  const hasFixedCost =
    book.legs.some(({ fixedCostUsd }) => (fixedCostUsd ?? 0) > 0) ||
    book.transfers.some(({ fixedCostUsd }) => fixedCostUsd > 0);
  const settled = async (result: OptimiseResult, own: OptimiseOptions) =>
    result.kind === "optimum" ? planInLots(book, lp, limits, own, result) : result;
  if (!hasFixedCost) {
    return { result: await settled(await optimise(book, lp, limits, options), options), regardless: null };
  }
  const first = await optimise(book, lp, { ...limits, gapTolerance: ROUGH_GAP }, options);
  if (first.kind !== "optimum") return { result: first, regardless: null };
  const excluded = await dropped(book, lp, limits, options, first);
  const exact = () =>
    first.parts.convex.length === 0 ? first : optimise(book, lp, limits, { ...options, from: first });
  if (excluded === null) return { result: await settled(await exact(), options), regardless: first };
  const fewer = { ...options, excluded };
  const second = await optimise(book, lp, limits, { ...fewer, from: first });
  const isWorthDropping = second.kind === "optimum" && isBetter(second, first);
  const result = isWorthDropping ? settled(second, fewer) : settled(await exact(), options);
  return { result: await result, regardless: first };
}

/** Orders and transfers that are not worth their fixed cost; null when all of the optimum's are. */
async function dropped(
  book: FlatBook,
  lp: LpSolver,
  limits: SeparableLimits,
  options: OptimiseOptions,
  first: Optimum,
): Promise<Excluded | null> {
  let sizes: Plan = planOf(book, first.parts, first.solution.x);
  let excluded = notIn(book, first.plan);
  let { touching } = first.solution;
  let hasDropped = false;
  for (let round = 0; round < MAX_DROPS; round++) {
    const spreadFixed = {
      legs: sizes.trades.map((size, i) => perUnit(book.legs[i]?.fixedCostUsd, size)),
      moves: sizes.moves.map((size, k) => perUnit(book.transfers[k]?.fixedCostUsd, size)),
    };
    const parts = programParts(book, { ...options, excluded, spreadFixed });
    const problem = packProgram(parts);
    if (!problem.ok) break;
    const loose = { ...limits, gapTolerance: ROUGH_GAP };
    const result = await solveSeparable(problem.value, parts.convex, lp, loose, touching);
    // Without some of the orders a limit may not be met: then those that are left stay.
    if (!result.ok) break;
    touching = result.value.touching;
    const next = planOf(book, parts, result.value.x);
    const kept: Plan = {
      trades: next.trades.map((size, i) =>
        Math.abs(size) > GIVEN_UP * Math.abs(sizes.trades[i] ?? 0) ? size : 0,
      ),
      moves: next.moves.map((size, k) => (size > GIVEN_UP * (sizes.moves[k] ?? 0) ? size : 0)),
    };
    const now = notIn(book, kept);
    const drops = now.legs.size > excluded.legs.size || now.moves.size > excluded.moves.size;
    if (!drops && isSame(sizes, kept)) break;
    hasDropped ||= drops;
    excluded = now;
    sizes = kept;
  }
  return hasDropped ? excluded : null;
}

/** Whether two plans have the same sizes, up to rounding. */
function isSame(a: Plan, b: Plan): boolean {
  const same = (one: Float64Array, other: Float64Array) =>
    one.every((size, i) => Math.abs(size - (other[i] ?? 0)) <= GIVEN_UP * Math.abs(size));
  return same(a.trades, b.trades) && same(a.moves, b.moves);
}

/** Everything with a fixed cost that a plan leaves alone. */
function notIn(book: FlatBook, plan: Plan): Excluded {
  const legs = [...book.legs.keys()].filter(
    (i) => plan.trades[i] === 0 && (book.legs[i]?.fixedCostUsd ?? 0) > 0,
  );
  const moves = [...book.transfers.keys()].filter(
    (k) => plan.moves[k] === 0 && (book.transfers[k]?.fixedCostUsd ?? 0) > 0,
  );
  return { legs: new Set(legs), moves: new Set(moves) };
}

function perUnit(fixedCostUsd: number | undefined, size: number): number {
  return size === 0 ? 0 : (fixedCostUsd ?? 0) / Math.abs(size);
}
