import type { Result } from "../result.ts";
import type { LinearProgram } from "../solvers/lp.ts";
import { buildLinearProgram, type LpColumn, type LpRow } from "../solvers/lpBuild.ts";
import { marginLimit, setMargin } from "./evaluate.ts";
import type { FlatBook, FlatLeg } from "./flatBook.ts";
import type { ConstraintKind } from "./proposal.ts";
import { type LimitScope, type TradeBounds, tradeBounds } from "./tradeBounds.ts";

/** What a row of the programme says in the mandate's words; the rows of the margin epigraph have no such word. */
export interface RowMeaning {
  readonly id: string;
  readonly kind: ConstraintKind;
  readonly unit: string;
  /** USD that one unit of the row is worth, to weigh relaxations of different kinds. */
  readonly usdPerUnit: number;
}

export interface Reserve {
  readonly bySet: readonly number[];
  readonly total: number;
}

export interface ProgramOptions {
  readonly scope: LimitScope;
  /** Factor on trading costs and carry in the objective; 1 decides, a small one shows what they hold back. */
  readonly costFactor: number;
  /** USD by which the limit of each set, and of the total, is held tighter to make room for lots. */
  readonly reserveUsd?: Reserve;
  /** Legs that must not trade because their trade came out below the venue's minimum. */
  readonly excluded?: ReadonlySet<number>;
}

/** The parts of the programme before packing; the relaxation adds slack columns to them. */
export interface ProgramParts {
  readonly columns: LpColumn[];
  readonly rows: LpRow[];
  /** One per row; null for the margin epigraph. */
  readonly meanings: (RowMeaning | null)[];
  readonly bounds: readonly TradeBounds[];
}

/** Column of the units bought, and of the units sold, of a leg. */
export const buyColumn = (leg: number) => 2 * leg;
export const sellColumn = (leg: number) => 2 * leg + 1;

/** Trades per leg from the columns of a solution. */
export function tradesOf(book: FlatBook, x: Float64Array): Float64Array {
  return Float64Array.from(book.legs, (_, i) => (x[buyColumn(i)] ?? 0) - (x[sellColumn(i)] ?? 0));
}

/**
 * The collateral-efficient rebalance as a linear programme over units bought `b >= 0` and sold `s >= 0` of each leg:
 *
 *   min  sum_v charge * horizon * margin_v + sum_i cost_i (b_i + s_i) - horizon * carry(q + b - s)
 *   s.t. margin block >= every one of its pieces at q + b - s            (epigraph of the requirement)
 *        sum_i greek_i (b_i - s_i) = 0                                   for each underlying and kept greek
 *        margin_v + cost_v <= equity_v, sum_v margin_v <= sum_v margin_v before
 *        position, trade-size and oracle bounds on b - s
 *
 * A carry that pays less on one side than it charges on the other adds a column for the short part of the position.
 */
export function programParts(book: FlatBook, options: ProgramOptions): ProgramParts {
  const { horizonYears, marginChargePerYear } = book.mandate;
  const carryYears = options.costFactor * horizonYears;
  const bounds = book.legs.map((leg, i) => {
    const own = tradeBounds(leg, options.scope);
    return options.excluded?.has(i)
      ? { ...own, lower: Math.max(0, own.lower), upper: Math.min(0, own.upper) }
      : own;
  });
  const columns: LpColumn[] = [];
  const rows: LpRow[] = [];
  const meanings: (RowMeaning | null)[] = [];
  const addRow = (row: LpRow, meaning: RowMeaning | null) => {
    rows.push(row);
    meanings.push(meaning);
  };

  book.legs.forEach((leg, i) => {
    const { lower, upper } = bounds[i] ?? { lower: 0, upper: 0 };
    const carry = carrySlope(leg) * carryYears;
    const cost = options.costFactor * costPerUnit(leg);
    columns.push({ cost: cost - carry, lower: Math.max(0, lower), upper: Math.max(0, upper) });
    columns.push({ cost: cost + carry, lower: Math.max(0, -upper), upper: Math.max(0, -lower) });
  });
  book.legs.forEach((leg, i) => {
    const kink = carryKink(leg);
    if (kink === 0) return;
    const shortPart = columns.length;
    columns.push({ cost: -kink * carryYears });
    const entries = [[shortPart, 1] as const, [buyColumn(i), 1] as const, [sellColumn(i), -1] as const];
    addRow({ lower: -leg.quantity, entries }, null);
  });

  const total: [number, number][] = [];
  let totalBefore = 0;
  const none = new Float64Array(book.legs.length);
  book.sets.forEach((set, v) => {
    const balance: [number, number][] = [];
    for (const block of set.blocks) {
      const margin = columns.length;
      columns.push({ cost: marginChargePerYear * horizonYears });
      balance.push([margin, 1]);
      total.push([margin, 1]);
      for (const piece of block.pieces) {
        const entries: [number, number][] = [[margin, 1]];
        let lower = piece.constantUsd;
        set.legs.forEach((i, k) => {
          const slope = piece.usdPerUnit[k] ?? 0;
          if (slope === 0) return;
          lower += slope * (book.legs[i]?.quantity ?? 0);
          entries.push([buyColumn(i), -slope], [sellColumn(i), slope]);
        });
        addRow({ lower, entries }, null);
      }
    }
    for (const i of set.legs) {
      const leg = book.legs[i];
      const cost = leg === undefined ? 0 : costPerUnit(leg);
      if (cost > 0) balance.push([buyColumn(i), cost], [sellColumn(i), cost]);
    }
    const before = setMargin(book, set, none);
    totalBefore += before;
    const upper = marginLimit(book, set, before) - (options.reserveUsd?.bySet[v] ?? 0);
    addRow({ upper, entries: balance }, usdRow("marginLimit", `marginLimit:${set.id}`));
  });
  addRow(
    { upper: totalBefore - (options.reserveUsd?.total ?? 0), entries: total },
    usdRow("totalMargin", "totalMargin"),
  );

  for (const { underlying, greek, perUnit } of book.greeks) {
    const entries = perUnit.flatMap(([i, value]): [number, number][] => [
      [buyColumn(i), value],
      [sellColumn(i), -value],
    ]);
    const usdPerUnit = Math.min(
      ...perUnit.map(([i, value]) => (book.legs[i]?.notionalUsdPerUnit ?? Infinity) / Math.abs(value)),
    );
    const id = `greek:${greek}:${underlying}`;
    addRow(
      { lower: 0, upper: 0, entries },
      { id, kind: "greek", unit: `${greek} of ${underlying}`, usdPerUnit },
    );
  }
  return { columns, rows, meanings, bounds };
}

/** The packed programme. Fails with INVALID_INPUT when sums of valid inputs overflow. */
export function packProgram(parts: ProgramParts): Result<LinearProgram> {
  return buildLinearProgram(parts.columns, parts.rows);
}

function usdRow(kind: ConstraintKind, id: string): RowMeaning {
  return { id, kind, unit: "USD", usdPerUnit: 1 };
}

function costPerUnit(leg: FlatLeg): number {
  return (leg.notionalUsdPerUnit * (leg.feeBps + leg.halfSpreadBps)) / 1e4;
}

/** What the two sides pay together when that can matter: <= 0, else the objective would not be concave. */
function carryKink(leg: FlatLeg): number {
  const oneSided = (leg.minPosition ?? -1) >= 0 || (leg.maxPosition ?? 1) <= 0;
  return oneSided ? 0 : Math.min(0, leg.carryLongUsdPerYear + leg.carryShortUsdPerYear);
}

/**
 * Carry per unit and year on which the objective starts. Where both sides together pay more than they charge, the
 * slope of the present side is used throughout: it never promises more carry than there is.
 */
function carrySlope(leg: FlatLeg): number {
  const onlyShort = (leg.maxPosition ?? 1) <= 0;
  const paysBoth = leg.carryLongUsdPerYear + leg.carryShortUsdPerYear > 0;
  const short = onlyShort || (paysBoth && leg.quantity < 0 && (leg.minPosition ?? -1) < 0);
  return short ? -leg.carryShortUsdPerYear : leg.carryLongUsdPerYear;
}
