import { limitPerEquity, marginLimit } from "./balance.ts";
import { impactCoefficient, linearCostPerUnit, markLossPerUnit } from "./costs.ts";
import { setMargin } from "./evaluate.ts";
import type { FlatBook, FlatLeg } from "./flatBook.ts";
import { addTerms } from "./mandateProgram.ts";
import { standStill } from "./plan.ts";
import {
  addRow,
  buyColumn,
  type ProgramParts,
  type RowMeaning,
  sellColumn,
  tradeEntries,
} from "./programParts.ts";
import type { ConstraintKind } from "./proposal.ts";
import type { Reserve } from "./reserve.ts";
import { type LimitScope, tradeBounds } from "./tradeBounds.ts";
import { arrivingShare } from "./transfer.ts";

/** Legs that must not trade and transfers that must not be made, by index. */
export interface Excluded {
  readonly legs: ReadonlySet<number>;
  readonly moves: ReadonlySet<number>;
}

export interface ProgramOptions {
  readonly scope: LimitScope;
  /** Factor on trading costs and carry in the objective; 1 decides, a small one shows what they hold back. */
  readonly costFactor: number;
  readonly reserve?: Reserve;
  readonly excluded?: Excluded;
  /** Fixed costs spread over expected sizes: USD per unit of each leg, and per USD of each transfer. */
  readonly spreadFixed?: { readonly legs: Float64Array; readonly moves: Float64Array };
}

/** Charged per USD moved, so that a transfer without fees is not made for nothing. */
const TRANSFER_TIE_BREAK = 1e-6;

/**
 * The rebalance as a programme over units bought `b >= 0` and sold `s >= 0` of each leg, USD `f >= 0` sent by each
 * transfer, and convex terms (`ProgramParts.convex`):
 *
 *   min  sum_v charge * horizon * margin_v + sum_i [cost_i (b_i + s_i) + impact_i (b_i + s_i)^1.5]
 *        + sum_k fee_k f_k - horizon * carry(q + b - s) - rewards + risk        (see mandateProgram.ts)
 *   s.t. margin block >= every one of its pieces at q + b - s            (epigraph of the requirement)
 *        sum_i greek_i (b_i - s_i) = 0                                   for each underlying and kept greek
 *        margin_v + cost_v <= equity_v + arriving f - leaving f,  leaving f <= most that v may send,
 *        sum_v margin_v <= sum_v margin_v before                         without terms of a mandate
 *        position, trade-size and oracle bounds on b - s, rows of the mandate's terms
 *
 * A carry that pays less on one side than it charges on the other adds a column for the short part of the position.
 * Fixed costs are not in the equity rows: the plan is checked for them afterwards.
 */
export function programParts(book: FlatBook, options: ProgramOptions): ProgramParts {
  const carryYears = options.costFactor * book.mandate.horizonYears;
  const bounds = book.legs.map((leg, i) => {
    const own = tradeBounds(leg, options.scope);
    return options.excluded?.legs.has(i)
      ? { ...own, lower: Math.max(0, own.lower), upper: Math.min(0, own.upper) }
      : own;
  });
  const parts: Omit<ProgramParts, "firstTransfer"> = {
    columns: [],
    rows: [],
    meanings: [],
    bounds,
    convex: [],
  };
  const { columns } = parts;
  const impactColumn = new Map<number, number>();

  book.legs.forEach((leg, i) => {
    const { lower, upper } = bounds[i] ?? { lower: 0, upper: 0 };
    const carry = carrySlope(leg) * carryYears;
    const cost = options.costFactor * linearCostPerUnit(leg) + (options.spreadFixed?.legs[i] ?? 0);
    const [marksBuy, marksSell] = [1, -1].map((side) => options.costFactor * markLossPerUnit(leg, side));
    columns.push({
      cost: cost + (marksBuy ?? 0) - carry,
      lower: Math.max(0, lower),
      upper: Math.max(0, upper),
    });
    columns.push({
      cost: cost + (marksSell ?? 0) + carry,
      lower: Math.max(0, -upper),
      upper: Math.max(0, -lower),
    });
  });
  book.legs.forEach((leg, i) => {
    const kink = carryKink(leg);
    if (kink === 0) return;
    const shortPart = columns.length;
    columns.push({ cost: -kink * carryYears });
    const entries = [[shortPart, 1] as const, [buyColumn(i), 1] as const, [sellColumn(i), -1] as const];
    addRow(parts, { lower: -leg.quantity, entries }, null);
  });
  book.legs.forEach((leg, i) => {
    const weight = impactCoefficient(leg);
    if (weight === 0) return;
    const entries = [[buyColumn(i), 1] as const, [sellColumn(i), 1] as const];
    parts.convex.push({ kind: "impact", column: columns.length, weight, entries, constant: 0 });
    impactColumn.set(i, columns.length);
    columns.push({ cost: options.costFactor });
  });
  const firstTransfer = columns.length;
  book.transfers.forEach((transfer, k) => {
    const perUsd = options.costFactor * (transfer.feeBps / 1e4) + (options.spreadFixed?.moves[k] ?? 0);
    const upper = options.excluded?.moves.has(k) ? 0 : transfer.maxUsd;
    columns.push({ cost: perUsd + TRANSFER_TIE_BREAK, upper });
  });
  addMargins(book, options, { ...parts, firstTransfer }, impactColumn);

  for (const { underlying, greek, perUnit } of book.greeks) {
    const usdPerUnit = Math.min(
      ...perUnit.map(([i, value]) => (book.legs[i]?.notionalUsdPerUnit ?? Infinity) / Math.abs(value)),
    );
    const id = `greek:${greek}:${underlying}`;
    addRow(
      parts,
      { lower: 0, upper: 0, entries: tradeEntries(perUnit) },
      { id, kind: "greek", unit: `${greek} of ${underlying}`, usdPerUnit, held: 0, isOfTerms: false },
    );
  }
  if (book.terms !== null) addTerms(book, book.terms, options, parts);
  return { ...parts, firstTransfer };
}

/** The epigraph of every set's requirement, the limit of each set and that of their total. */
function addMargins(
  book: FlatBook,
  { reserve }: ProgramOptions,
  parts: ProgramParts,
  impactColumn: ReadonlyMap<number, number>,
): void {
  const { horizonYears, marginChargePerYear } = book.mandate;
  const total: [number, number][] = [];
  let totalBefore = 0;
  const none = standStill(book).trades;
  book.sets.forEach((set, v) => {
    const balance: [number, number][] = [];
    for (const block of set.blocks) {
      const margin = parts.columns.length;
      parts.columns.push({ cost: marginChargePerYear * horizonYears });
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
        addRow(parts, { lower, entries }, null);
      }
    }
    for (const i of set.legs) {
      const leg = book.legs[i];
      if (leg === undefined) continue;
      const cost = linearCostPerUnit(leg);
      const [buy, sell] = [cost + markLossPerUnit(leg, 1), cost + markLossPerUnit(leg, -1)];
      if (buy > 0) balance.push([buyColumn(i), buy]);
      if (sell > 0) balance.push([sellColumn(i), sell]);
      const impact = impactColumn.get(i);
      if (impact !== undefined) balance.push([impact, 1]);
    }
    book.transfers.forEach((transfer, k) => {
      const perEquity = limitPerEquity(book);
      if (transfer.from === v) balance.push([parts.firstTransfer + k, perEquity]);
      if (transfer.to === v) balance.push([parts.firstTransfer + k, -perEquity * arrivingShare(transfer)]);
    });
    const sent = book.transfers.flatMap((transfer, k): [number, number][] =>
      transfer.from === v ? [[parts.firstTransfer + k, 1]] : [],
    );
    if (sent.length > 1 && Number.isFinite(set.maxSentUsd))
      addRow(parts, { upper: set.maxSentUsd, entries: sent }, null);
    const before = setMargin(book, set, none);
    totalBefore += before;
    const upper = marginLimit(book, set, before) - (reserve?.bySet[v] ?? 0);
    addRow(parts, { upper, entries: balance }, usdRow("marginLimit", `marginLimit:${set.id}`));
  });
  if (book.terms !== null) return;
  const upper = totalBefore - (reserve?.total ?? 0);
  addRow(parts, { upper, entries: total }, usdRow("totalMargin", "totalMargin"));
}

function usdRow(kind: ConstraintKind, id: string): RowMeaning {
  return { id, kind, unit: "USD", usdPerUnit: 1, held: 0, isOfTerms: false };
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
