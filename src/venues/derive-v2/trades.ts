import type { Fact, TradeFact, Usd30 } from "../../ledger/facts.ts";
import { instrumentIdOf, type ResolvedAsset } from "./assets.ts";
import { CROSS, DERIVE_V2 } from "./names.ts";

const ZERO = 0n as Usd30;

const magnitude = (size: bigint) => (size < 0n ? -size : size);

/**
 * Both sides of a transfer of an option or perpetual. This, not `BalanceAdjusted`, carries the traded size and both
 * accounts, and it comes after the two balance logs, so the sizes on record are the sizes after.
 *
 * An order-book trade, an RFQ trade and a move between two accounts of one owner all log it, and none of them with a
 * price: the premium is a separate transfer of cash. Transfers of cash and coins are balances, not trades.
 */
export function assetTransferred(
  asset: ResolvedAsset,
  event: { fromAcc: bigint; toAcc: bigint; subId: bigint; amount: bigint },
  sizesAfter: { from: bigint; to: bigint },
): Fact[] {
  if ((asset.assetClass !== "option" && asset.assetClass !== "perp") || event.amount === 0n) return [];
  const side = (accountId: bigint, sizeDelta: bigint, sizeAfter: bigint): TradeFact => ({
    kind: "trade",
    venue: DERIVE_V2,
    account: accountId.toString(),
    pool: CROSS,
    instrumentId: instrumentIdOf(asset, event.subId),
    tradeKind: magnitude(sizeAfter) > magnitude(sizeAfter - sizeDelta) ? "increase" : "decrease",
    sizeDelta,
    sizeAfter,
    price: null,
    realizedPnl: ZERO,
    fees: ZERO,
  });
  return [
    side(event.fromAcc, -event.amount, sizesAfter.from),
    side(event.toAcc, event.amount, sizesAfter.to),
  ];
}
