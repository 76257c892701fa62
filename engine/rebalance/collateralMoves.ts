import { costsPaid, limitPerEquity, marginLimit, movedIn } from "./balance.ts";
import { transferCost } from "./costs.ts";
import { setMargin } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import { LIMIT_SLACK_USD } from "./limitMisses.ts";
import { type Plan, standStill } from "./plan.ts";
import type { CollateralMove, RebalanceOrder } from "./proposal.ts";
import { arrivingShare } from "./transfer.ts";
import { usd } from "./wording.ts";

/**
 * The transfers of a plan, in canonical order. One that a set could not bear as it stands waits for the orders that
 * free margin there.
 */
export function collateralMoves(
  book: FlatBook,
  plan: Plan,
  orders: readonly Pick<RebalanceOrder, "nettingSetId" | "instrumentId" | "marginImpactUsd">[],
): CollateralMove[] {
  return book.transfers.flatMap((transfer, k): CollateralMove[] => {
    const amountUsd = plan.moves[k] ?? 0;
    if (amountUsd === 0) return [];
    const { feeUsd, fixedUsd } = transferCost(transfer, amountUsd);
    const creditedUsd = amountUsd * arrivingShare(transfer);
    const freeing = orders.filter(
      ({ nettingSetId, marginImpactUsd }) => nettingSetId === transfer.fromSetId && marginImpactUsd < 0,
    );
    const { id, fromSetId, toSetId, asset, haircut, etaSeconds, bridge } = transfer;
    const relieves = margin(book, transfer.to, plan) > room(book, transfer.to, standStill(book));
    return [
      {
        transferId: id,
        fromSetId,
        toSetId,
        asset,
        amountUsd,
        creditedUsd,
        costUsd: feeUsd + fixedUsd,
        haircut,
        etaSeconds,
        bridge,
        dependsOn: isShortAtOnce(book, transfer.from, plan)
          ? freeing.map(({ nettingSetId, instrumentId }) => `${nettingSetId}/${instrumentId}`)
          : [],
        reason: `adds ${usd(creditedUsd)} to the equity of ${toSetId}, ${
          relieves ? "whose requirement is above what its own equity bears" : "which pays its costs from it"
        }`,
      },
    ];
  });
}

/** Transfers into a set that must have arrived before its orders, by id: those without which it misses its limit. */
export function neededTransfers(book: FlatBook, set: number, plan: Plan): string[] {
  const incoming = book.transfers.flatMap((transfer, k) =>
    transfer.to === set && (plan.moves[k] ?? 0) > 0 ? [k] : [],
  );
  if (incoming.length === 0) return [];
  const moves = plan.moves.map((amount, k) => (incoming.includes(k) ? 0 : amount));
  const without: Plan = { trades: plan.trades, moves };
  const misses = margin(book, set, plan) + costsPaid(book, set, plan) - room(book, set, without);
  return misses > LIMIT_SLACK_USD ? incoming.map((k) => book.transfers[k]?.id ?? "") : [];
}

/** Whether a set would miss its limit if its transfers left before anything is traded. */
function isShortAtOnce(book: FlatBook, set: number, plan: Plan): boolean {
  const before = standStill(book);
  return margin(book, set, before) - room(book, set, { ...before, moves: plan.moves }) > LIMIT_SLACK_USD;
}

function margin(book: FlatBook, set: number, plan: Plan): number {
  const flat = book.sets[set];
  return flat === undefined ? 0 : setMargin(book, flat, plan.trades);
}

/** What the equity of a set bears, with the transfers of a plan made, USD. */
function room(book: FlatBook, set: number, plan: Plan): number {
  const flat = book.sets[set];
  if (flat === undefined) return 0;
  const limit = marginLimit(book, flat, setMargin(book, flat, standStill(book).trades));
  return limit + limitPerEquity(book) * movedIn(book, set, plan.moves);
}
