import { tradeCost, transferCost } from "./costs.ts";
import type { FlatBook, FlatGreek, FlatSet } from "./flatBook.ts";
import { type LegForm, varianceOf } from "./flatTerms.ts";
import { type Plan, standStill } from "./plan.ts";
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

/** A linear form of the positions with the trades done. */
export function formAfter(book: FlatBook, form: LegForm, constant: number, trades: Float64Array): number {
  return form.reduce(
    (sum, [i, value]) => sum + value * ((book.legs[i]?.quantity ?? 0) + (trades[i] ?? 0)),
    constant,
  );
}

/** Variance per year of the mandate's risk with the trades done, doubted prices widened, USD^2; 0 without a risk. */
export function variancePerYear(book: FlatBook, trades: Float64Array): number {
  const risk = book.terms?.risk ?? null;
  if (risk === null) return 0;
  const exposures = risk.factors.map((factor) => formAfter(book, factor.perUnit, factor.constant, trades));
  return risk.widened.reduce(
    (sum, { leg, addedVariance }) => {
      const position = (book.legs[leg]?.quantity ?? 0) + (trades[leg] ?? 0);
      return sum + addedVariance * position * position;
    },
    varianceOf(risk.root, exposures),
  );
}

/** The benefit and cost terms of a plan, straight from the input and independent of any programme. */
export function evaluatePlan(book: FlatBook, { trades, moves }: Plan): DecisionTerms {
  const { horizonYears, marginChargePerYear } = book.mandate;
  const none = standStill(book).trades;
  let marginReleasedUsd = 0;
  for (const set of book.sets) marginReleasedUsd += setMargin(book, set, none) - setMargin(book, set, trades);
  const sums = { carryUsd: 0, feesUsd: 0, spreadUsd: 0, impactUsd: 0, permanentImpactUsd: 0, gasUsd: 0 };
  book.legs.forEach((leg, i) => {
    const traded = trades[i] ?? 0;
    if (traded === 0) return;
    const carry = (quantity: number) =>
      quantity > 0 ? quantity * leg.carryLongUsdPerYear : -quantity * leg.carryShortUsdPerYear;
    sums.carryUsd += (carry(leg.quantity + traded) - carry(leg.quantity)) * horizonYears;
    const cost = tradeCost(leg, traded);
    sums.feesUsd += cost.feeUsd;
    sums.spreadUsd += cost.spreadUsd;
    sums.impactUsd += cost.impactUsd;
    sums.permanentImpactUsd += cost.permanentImpactUsd;
    sums.gasUsd += cost.gasUsd;
  });
  const bridgeUsd = book.transfers.reduce((sum, transfer, k) => {
    const { feeUsd, fixedUsd } = transferCost(transfer, moves[k] ?? 0);
    return sum + feeUsd + fixedUsd;
  }, 0);
  const aversion = book.terms?.risk?.aversionPerUsd ?? 0;
  const varianceRemoved = variancePerYear(book, none) - variancePerYear(book, trades);
  const rewards = book.terms?.rewards ?? [];
  return {
    marginReleasedUsd,
    marginReleaseValueUsd: marginReleasedUsd * marginChargePerYear * horizonYears,
    riskReductionUsd: (aversion / 2) * horizonYears * varianceRemoved,
    rewardUsd: rewards.reduce(
      (sum, { perUnit }) => perUnit.reduce((all, [i, value]) => all + value * (trades[i] ?? 0), sum),
      0,
    ),
    ...sums,
    bridgeUsd,
  };
}

/** Benefit, cost and net of the terms, USD. */
export function sumTerms(terms: DecisionTerms): { benefitUsd: number; costUsd: number; netUsd: number } {
  const benefitUsd =
    terms.marginReleaseValueUsd + terms.carryUsd + (terms.riskReductionUsd + terms.rewardUsd);
  const costUsd =
    terms.feesUsd +
    terms.spreadUsd +
    (terms.impactUsd + terms.permanentImpactUsd + terms.gasUsd + terms.bridgeUsd);
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
