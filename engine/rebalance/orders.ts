import { costsPaid, movedIn } from "./balance.ts";
import { neededTransfers } from "./collateralMoves.ts";
import { totalCost, tradeCost } from "./costs.ts";
import { blockMargins, evaluatePlan, sumTerms } from "./evaluate.ts";
import type { FlatBook, FlatSet } from "./flatBook.ts";
import { limitMisses } from "./limitMisses.ts";
import { isAction, type Plan, withoutTrade } from "./plan.ts";
import type { Counterfactual, RebalanceOrder, SetMargin } from "./proposal.ts";
import { number, usd } from "./wording.ts";

/** Requirement and equity of every set before and after the plan. */
export function setMargins(book: FlatBook, plan: Plan): SetMargin[] {
  const { trades } = plan;
  const none = new Float64Array(trades.length);
  const sum = (blocks: readonly { marginUsd: number }[]) =>
    blocks.reduce((all, { marginUsd }) => all + marginUsd, 0);
  return book.sets.map((set, v) => {
    const after = blockMargins(book, set, trades);
    return {
      nettingSetId: set.id,
      equityUsd: set.equityUsd,
      equityAfterUsd: set.equityUsd + movedIn(book, v, plan.moves) - costsPaid(book, v, plan),
      marginBeforeUsd: sum(blockMargins(book, set, none)),
      marginAfterUsd: sum(after),
      worstPieces: set.blocks.map((block, b) => {
        const worst = after[b]?.worst ?? null;
        return { block: block.name, piece: worst === null ? null : (block.pieces[worst]?.name ?? null) };
      }),
    };
  });
}

/** One order per traded leg, in canonical order, each with what it does for the mandate. */
export function ordersOf(book: FlatBook, plan: Plan): RebalanceOrder[] {
  if (!isAction(plan)) return [];
  const { trades } = plan;
  const { netUsd } = sumTerms(evaluatePlan(book, plan));
  return book.sets.flatMap((set, v) => {
    const impact = marginImpacts(book, set, trades);
    const needed = neededTransfers(book, v, plan);
    return set.legs.flatMap((i, k): RebalanceOrder[] => {
      const leg = book.legs[i];
      const quantity = trades[i] ?? 0;
      if (leg === undefined || quantity === 0) return [];
      const cost = tradeCost(leg, quantity);
      const marginImpactUsd = impact[k] ?? 0;
      return [
        {
          instrumentId: leg.instrumentId,
          nettingSetId: set.id,
          quantity,
          notionalUsd: Math.abs(quantity) * leg.notionalUsdPerUnit,
          costUsd: totalCost(cost),
          cost,
          marginImpactUsd,
          // An order that frees more than it costs can go ahead of any transfer.
          dependsOn: marginImpactUsd + totalCost(cost) > 0 ? needed : [],
          ifNotTraded: ifNotTraded(book, plan, i, netUsd),
          reason: orderReason(book, i, quantity, marginImpactUsd),
        },
      ];
    });
  });
}

/** What would be without one leg's trade, recomputed from the input. */
function ifNotTraded(book: FlatBook, plan: Plan, leg: number, netUsd: number): Counterfactual {
  const without = withoutTrade(plan, leg);
  return {
    netChangeUsd: sumTerms(evaluatePlan(book, without)).netUsd - netUsd,
    breaks: limitMisses(book, without).map(({ id }) => id),
  };
}

/**
 * Change of the requirement per leg of the set; the legs of a block add up to the block's own change. Each leg is given
 * its trade at the mean slope of the pieces that set the requirement before and after, and what the bend in between
 * leaves over in proportion to that, or to the trades where the slopes cancel.
 */
function marginImpacts(book: FlatBook, set: FlatSet, trades: Float64Array): number[] {
  const before = blockMargins(book, set, new Float64Array(trades.length));
  const after = blockMargins(book, set, trades);
  const impacts = set.legs.map(() => 0);
  set.blocks.forEach((block, b) => {
    const slope = (state: typeof before, k: number) => {
      const worst = state[b]?.worst ?? null;
      return worst === null ? 0 : (block.pieces[worst]?.usdPerUnit[k] ?? 0);
    };
    const change = (after[b]?.marginUsd ?? 0) - (before[b]?.marginUsd ?? 0);
    const atMeanSlope = set.legs.map((i, k) => (trades[i] ?? 0) * 0.5 * (slope(before, k) + slope(after, k)));
    const touched = set.legs.map((i, k) =>
      slope(before, k) === 0 && slope(after, k) === 0 ? 0 : Math.abs(trades[i] ?? 0),
    );
    const explained = total(atMeanSlope);
    const weights = atMeanSlope.some((impact) => impact !== 0) ? atMeanSlope.map(Math.abs) : touched;
    const weight = total(weights);
    impacts.forEach((_, k) => {
      const share = weight === 0 ? 0 : ((weights[k] ?? 0) / weight) * (change - explained);
      impacts[k] = (impacts[k] ?? 0) + (atMeanSlope[k] ?? 0) + share;
    });
  });
  return impacts;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function orderReason(book: FlatBook, i: number, quantity: number, marginImpactUsd: number): string {
  const leg = book.legs[i];
  if (leg === undefined) return "";
  const moved = book.greeks
    .filter((kept) => kept.perUnit.some(([index]) => index === i))
    .map((kept) => `${kept.greek} ${number(quantity * (leg.greeksPerUnit[kept.greek] ?? 0))}`)
    .join(", ");
  const greeks = moved === "" ? "" : `; moves ${leg.underlying} ${moved}, offset by the other orders`;
  const closes = quantity === -leg.quantity ? "closes the position: " : "";
  if (marginImpactUsd < 0) return `${closes}frees ${usd(-marginImpactUsd)} of margin in its set${greeks}`;
  if (marginImpactUsd > 0) return `${closes}takes ${usd(marginImpactUsd)} of margin in its set${greeks}`;
  return `${closes}leaves the margin of its set as it is${greeks}`;
}
