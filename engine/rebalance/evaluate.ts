import type { FlatBook, FlatGreek, FlatSet } from "./flatBook.ts";
import type { DecisionTerms, GreekLine } from "./proposal.ts";

/** One block's requirement and the piece that sets it; null at the floor of 0. */
export interface BlockMargin {
  readonly marginUsd: number;
  readonly worst: number | null;
}

/** Requirement of each block of a set with the trades (one per leg of the book) done. */
export function blockMargins(book: FlatBook, set: FlatSet, trades: Float64Array): BlockMargin[] {
  const quantities = set.legs.map((i) => (book.legs[i]?.quantity ?? 0) + (trades[i] ?? 0));
  return set.blocks.map((block) => {
    let marginUsd = 0;
    let worst: number | null = null;
    block.pieces.forEach((piece, p) => {
      let value = piece.constantUsd;
      for (let k = 0; k < quantities.length; k++) value += (piece.usdPerUnit[k] ?? 0) * (quantities[k] ?? 0);
      if (value > marginUsd) {
        marginUsd = value;
        worst = p;
      }
    });
    return { marginUsd, worst };
  });
}

/** Requirement of a set in USD with the trades done. */
export function setMargin(book: FlatBook, set: FlatSet, trades: Float64Array): number {
  return blockMargins(book, set, trades).reduce((sum, block) => sum + block.marginUsd, 0);
}

/** Fees and half spread of one leg's trade, USD. */
export function tradeCost(
  book: FlatBook,
  leg: number,
  quantity: number,
): { feeUsd: number; spreadUsd: number } {
  const terms = book.legs[leg];
  const notionalUsd = Math.abs(quantity) * (terms?.notionalUsdPerUnit ?? 0);
  return {
    feeUsd: (notionalUsd * (terms?.feeBps ?? 0)) / 1e4,
    spreadUsd: (notionalUsd * (terms?.halfSpreadBps ?? 0)) / 1e4,
  };
}

/** The benefit and cost terms of a trade vector, straight from the input and independent of any programme. */
export function evaluateTrades(book: FlatBook, trades: Float64Array): DecisionTerms {
  const { horizonYears, marginChargePerYear } = book.mandate;
  const none = new Float64Array(trades.length);
  let marginReleasedUsd = 0;
  for (const set of book.sets) marginReleasedUsd += setMargin(book, set, none) - setMargin(book, set, trades);
  let carryUsd = 0;
  let feesUsd = 0;
  let spreadUsd = 0;
  book.legs.forEach((leg, i) => {
    const traded = trades[i] ?? 0;
    if (traded === 0) return;
    const carry = (quantity: number) =>
      quantity > 0 ? quantity * leg.carryLongUsdPerYear : -quantity * leg.carryShortUsdPerYear;
    carryUsd += (carry(leg.quantity + traded) - carry(leg.quantity)) * horizonYears;
    const cost = tradeCost(book, i, traded);
    feesUsd += cost.feeUsd;
    spreadUsd += cost.spreadUsd;
  });
  const marginReleaseValueUsd = marginReleasedUsd * marginChargePerYear * horizonYears;
  return { marginReleasedUsd, marginReleaseValueUsd, carryUsd, feesUsd, spreadUsd };
}

/** Benefit, cost and net of the terms, USD. */
export function sumTerms(terms: DecisionTerms): { benefitUsd: number; costUsd: number; netUsd: number } {
  const benefitUsd = terms.marginReleaseValueUsd + terms.carryUsd;
  const costUsd = terms.feesUsd + terms.spreadUsd;
  return { benefitUsd, costUsd, netUsd: benefitUsd - costUsd };
}

/** A kept greek before and after the trades, with the residual that lots may leave. */
export function greekLine(book: FlatBook, kept: FlatGreek, trades: Float64Array): GreekLine {
  let before = 0;
  let gross = 0;
  let residual = 0;
  for (const [i, value] of kept.perUnit) {
    const held = (book.legs[i]?.quantity ?? 0) * value;
    before += held;
    gross += Math.abs(held);
    residual += (trades[i] ?? 0) * value;
  }
  const { underlying, greek, relativeTolerance } = kept;
  return {
    underlying,
    greek,
    before,
    after: before + residual,
    residual,
    tolerance: relativeTolerance * gross,
  };
}

/** Most that a set's requirement and the costs paid from its equity may sum to, USD. */
export function marginLimit(book: FlatBook, set: FlatSet, marginBeforeUsd: number): number {
  const { maxUtilisation } = book.mandate;
  return maxUtilisation === undefined
    ? Math.max(set.equityUsd, marginBeforeUsd)
    : Math.max(0, maxUtilisation * set.equityUsd);
}
