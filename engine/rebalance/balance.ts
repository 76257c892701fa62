import { tradeCost, transferCost } from "./costs.ts";
import { setMargin } from "./evaluate.ts";
import type { FlatBook, FlatSet } from "./flatBook.ts";
import { type Plan, standStill } from "./plan.ts";
import { arrivingShare } from "./transfer.ts";

/** USD by which the limits of margin are missed; <= 0 where they hold. */
export interface MarginExcess {
  readonly bySet: readonly number[];
  /** Of the total, which a mandate with terms leaves open: then -Infinity. */
  readonly total: number;
}

/** Most that a set's requirement and the costs paid from its equity may sum to without any transfer, USD. */
export function marginLimit(book: FlatBook, set: FlatSet, marginBeforeUsd: number): number {
  const { maxUtilisation } = book.mandate;
  return maxUtilisation === undefined
    ? Math.max(set.equityUsd, marginBeforeUsd)
    : Math.max(0, maxUtilisation * set.equityUsd);
}

/** How much one USD more of equity raises that limit. */
export function limitPerEquity(book: FlatBook): number {
  return book.mandate.maxUtilisation ?? 1;
}

/** Equity that transfers add to a set, less what they take, USD. */
export function movedIn(book: FlatBook, set: number, moves: Float64Array): number {
  return book.transfers.reduce((sum, transfer, k) => {
    const amount = moves[k] ?? 0;
    if (transfer.to === set) sum += amount * arrivingShare(transfer);
    return transfer.from === set ? sum - amount : sum;
  }, 0);
}

/** Costs of a plan that one set's equity pays: of its orders, and fixed ones of transfers that it sends. */
export function costsPaid(book: FlatBook, set: number, { trades, moves }: Plan): number {
  const orders = (book.sets[set]?.legs ?? []).reduce((sum, i) => {
    const leg = book.legs[i];
    if (leg === undefined) return sum;
    const { feeUsd, spreadUsd, impactUsd, permanentImpactUsd, gasUsd } = tradeCost(leg, trades[i] ?? 0);
    return sum + feeUsd + spreadUsd + (impactUsd + permanentImpactUsd + gasUsd);
  }, 0);
  return book.transfers.reduce(
    (sum, transfer, k) =>
      transfer.from === set ? sum + transferCost(transfer, moves[k] ?? 0).fixedUsd : sum,
    orders,
  );
}

/** By how much each set, and the total, miss their margin limits under a plan. */
export function marginExcess(book: FlatBook, plan: Plan): MarginExcess {
  const none = standStill(book).trades;
  let total = 0;
  const bySet = book.sets.map((set, v) => {
    const before = setMargin(book, set, none);
    const after = setMargin(book, set, plan.trades);
    total += after - before;
    const limit = marginLimit(book, set, before) + limitPerEquity(book) * movedIn(book, v, plan.moves);
    return after + costsPaid(book, v, plan) - limit;
  });
  return { bySet, total: book.terms === null ? total : -Infinity };
}
