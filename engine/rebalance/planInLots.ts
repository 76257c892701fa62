import type { LpSolver } from "../solvers/lp.ts";
import type { SeparableLimits } from "../solvers/separable.ts";
import { tangentProgram } from "../solvers/tangents.ts";
import { solveInLots } from "../solvers/wholeLots.ts";
import { marginExcess } from "./balance.ts";
import { type Excluded, programParts } from "./collateralProgram.ts";
import { evaluatePlan, greekLine, sumTerms } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import { limitMisses } from "./limitMisses.ts";
import { exactMultiple } from "./lots.ts";
import { type OptimiseOptions, type Optimum, SMALLEST_TRANSFER_USD } from "./optimise.ts";
import { isAction, type Plan } from "./plan.ts";
import { buyColumn, type ProgramParts, packProgram, planOf, sellColumn } from "./programParts.ts";
import { noReserve, tighten } from "./reserve.ts";

/** Share of the objective that the search may leave: the last thousandth takes far longer than the rest. */
const RELATIVE_GAP = 1e-3;
/** Programmes in lots solved at most: as it is, and once more with what the first plan missed. */
const MAX_ROUNDS = 2;
/** Share of a tolerance that is left to the rounding of sums. */
const ROUNDING = 1e-9;

/**
 * The best plan in whole lots, by branch and bound, in place of one whose rounded trades miss limits: steps in single
 * legs find no point between several tight rows. Kept greeks may use their tolerance; costs and risk that bend count by
 * the tangents of the optimum; a leg that the rounded plan closes at no multiple of its lot stays closed. The plan is
 * checked against every limit from the input alone: when it misses one or does nothing, or time is up, the optimum is
 * returned as it was. `certificate` is that of the programme in lots, duals and continuous net stay the optimum's.
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
    const parts = closing(
      book,
      rounded,
      inTolerance(book, programParts(book, { ...options, reserve, excluded })),
    );
    const packed = packProgram(parts);
    if (!packed.ok) return rounded;
    const problem = tangentProgram(packed.value, parts.convex, rounded.solution.touching);
    const lots = problem.cost.map((_, column) => lotOf(book, rounded, column));
    const { timeLimitMs } = limits;
    const result = await solveInLots(problem, [...lots], lp, {
      ...(timeLimitMs === undefined ? {} : { timeLimitMs }),
      relativeGap: RELATIVE_GAP,
    });
    if (!result.ok) return rounded;
    const wanted = planOf(book, parts, result.value.x);
    const plan: Plan = {
      trades: wanted.trades.map((trade, i) => acceptable(book, rounded, trade, i)),
      moves: wanted.moves.map((amount) => (amount < SMALLEST_TRANSFER_USD ? 0 : amount)),
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

/** The programme with every kept greek free inside its tolerance. */
function inTolerance(book: FlatBook, parts: ProgramParts): ProgramParts {
  const none = new Float64Array(book.legs.length);
  const tolerances = new Map(
    book.greeks.map((kept) => [
      `greek:${kept.greek}:${kept.underlying}`,
      greekLine(book, kept, none).tolerance,
    ]),
  );
  const rows = parts.rows.map((row, r) => {
    const meaning = parts.meanings[r] ?? null;
    const tolerance = meaning === null || meaning.isOfTerms ? undefined : tolerances.get(meaning.id);
    if (tolerance === undefined) return row;
    const most = tolerance * (1 - ROUNDING);
    return { ...row, lower: -most, upper: most };
  });
  return { ...parts, rows };
}

/** The programme with the legs pinned that close at no multiple of their lot. */
function closing(book: FlatBook, rounded: Optimum, parts: ProgramParts): ProgramParts {
  const columns = [...parts.columns];
  book.legs.forEach(({ quantity }, i) => {
    if (!isOddClose(book, rounded, i)) return;
    const pin = (column: number, amount: number) => {
      columns[column] = {
        ...columns[column],
        cost: columns[column]?.cost ?? 0,
        lower: amount,
        upper: amount,
      };
    };
    pin(buyColumn(i), Math.max(0, -quantity));
    pin(sellColumn(i), Math.max(0, quantity));
  });
  return { ...parts, columns };
}

function isOddClose(book: FlatBook, { plan }: Optimum, i: number): boolean {
  const { quantity, lot } = book.legs[i] ?? { quantity: 0, lot: 0 };
  if (quantity === 0 || lot === 0 || plan.trades[i] !== -quantity) return false;
  return exactMultiple(lot, Math.round(quantity / lot)) !== quantity;
}

/** The lot of a column: 0 for what is no trade, may be any amount or is pinned. */
function lotOf(book: FlatBook, rounded: Optimum, column: number): number {
  const leg = column >> 1;
  return isOddClose(book, rounded, leg) ? 0 : (book.legs[leg]?.lot ?? 0);
}

/** A trade in whole lots as its venue accepts it; 0 when it is too small and no close. */
function acceptable(book: FlatBook, rounded: Optimum, trade: number, i: number): number {
  const leg = book.legs[i];
  if (leg === undefined) return 0;
  if (isOddClose(book, rounded, i)) return -leg.quantity;
  const amount = leg.lot === 0 ? trade : exactMultiple(leg.lot, Math.round(trade / leg.lot));
  return amount === -leg.quantity || Math.abs(amount) >= leg.minimumTrade * (1 - 1e-12) ? amount + 0 : 0;
}
