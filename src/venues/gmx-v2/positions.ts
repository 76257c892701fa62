import type { Address } from "viem";
import type { Fact, PositionFact, TradeFact } from "../../ledger/facts.ts";
import type { JsonObject } from "../../ledger/json.ts";
import type { GmxLog } from "./eventLog.ts";
import { tokenTerms, unseenMarket } from "./markets.ts";
import { venue } from "./names.ts";
import { pendingImpactAfterDecrease } from "./pendingImpact.ts";
import { integer, noFeesNotes, notedFees, positionStateToJson } from "./positionState.ts";
import { signed, usd30 } from "./units.ts";

/** What the tables say about a position before its event. */
export interface PositionBefore {
  /** The position's row: signed size and `venueState`; null for a key that was never seen. */
  readonly row: { readonly size: bigint; readonly venueState: JsonObject } | null;
  /** The instrument's row; null when the market's creation was not indexed. */
  readonly instrument: { readonly sizeDecimals: number | null } | null;
}

/** Order type of a liquidation. Source: gmx-synthetics@a5c0c88 contracts/order/Order.sol. */
const LIQUIDATION_ORDER = 7n;

/** Where a position event finds its rows. The account is the owner; whoever sends the transaction is a keeper. */
export function positionKey({ items }: GmxLog) {
  return {
    venue,
    account: items.address("account"),
    instrumentId: items.address("market"),
    pool: items.bytes32("positionKey"),
  };
}

interface PositionChange {
  readonly tradeKind: TradeFact["tradeKind"];
  /** Index tokens, signed. */
  readonly size: bigint;
  readonly sizeDelta: bigint;
  /** Collateral tokens. */
  readonly collateralDelta: bigint;
  readonly realizedPnl: bigint;
  readonly venueState: JsonObject;
}

/** PositionIncrease: state after an increase or a deposit of collateral. */
export function positionIncrease(log: GmxLog, before: PositionBefore): Fact[] {
  const { items } = log;
  const isLong = items.bool("isLong");
  const opens = (before.row?.size ?? 0n) === 0n;
  const venueState = opens ? {} : (before.row?.venueState ?? {});
  // Until v2.1 the impact is inside sizeInTokens, under the key priceImpactAmount: only the new key is pending.
  const impact = items.optionalInt("pendingPriceImpactAmount") ?? 0n;
  return positionFacts(log, before, {
    tradeKind: "increase",
    size: signed(isLong, items.uint("sizeInTokens")),
    sizeDelta: signed(isLong, items.uint("sizeDeltaInTokens")),
    collateralDelta: items.int("collateralDeltaAmount"),
    realizedPnl: 0n,
    venueState: {
      ...refreshedState(log, integer(venueState.pendingImpactAmount) + impact),
      ...impactSums(venueState, 0n, 0n),
    },
  });
}

/**
 * PositionDecrease: state after a decrease, a withdrawal of collateral, a liquidation or an auto-deleverage. A full close
 * carries the accrual values from before the order, so they are not taken over.
 */
export function positionDecrease(log: GmxLog, before: PositionBefore): Fact[] {
  const { items } = log;
  const isLong = items.bool("isLong");
  const venueState = before.row?.venueState ?? {};
  const sizeInTokens = items.uint("sizeInTokens");
  const pendingImpact = pendingImpactAfterDecrease(
    integer(venueState.pendingImpactAmount),
    items.uint("sizeDeltaUsd"),
    items.uint("sizeInUsd"),
  );
  // v2.2 settles the stored and the closing impact together; before, the closing impact was all there was.
  const impactUsd = items.optionalInt("totalImpactUsd") ?? items.int("priceImpactUsd");
  return positionFacts(log, before, {
    tradeKind: items.uint("orderType") === LIQUIDATION_ORDER ? "liquidation" : "decrease",
    size: signed(isLong, sizeInTokens),
    sizeDelta: signed(!isLong, items.uint("sizeDeltaInTokens")),
    collateralDelta: -items.uint("collateralDeltaAmount"),
    realizedPnl: items.int("basePnlUsd"),
    venueState: {
      ...(sizeInTokens === 0n ? { pendingImpactAmount: "0" } : refreshedState(log, pendingImpact)),
      ...impactSums(venueState, impactUsd, items.uint("values.priceImpactDiffUsd", "priceImpactDiffUsd")),
    },
  });
}

/** Sums over the lifecycle: impact settled, and impact above the cap, which is withheld for the trader to claim later. */
function impactSums(before: JsonObject, impactUsd: bigint, cappedOffUsd: bigint): JsonObject {
  return {
    realizedImpactUsd: (integer(before.realizedImpactUsd) + impactUsd).toString(),
    priceImpactDiffUsd: (integer(before.priceImpactDiffUsd) + cappedOffUsd).toString(),
  };
}

function refreshedState({ items }: GmxLog, pendingImpactAmount: bigint): JsonObject {
  return positionStateToJson({
    isLong: items.bool("isLong"),
    collateralToken: items.address("collateralToken"),
    borrowingFactor: items.uint("borrowingFactor"),
    fundingFeeAmountPerSize: items.uint("fundingFeeAmountPerSize"),
    longTokenClaimableFundingAmountPerSize: items.uint("longTokenClaimableFundingAmountPerSize"),
    shortTokenClaimableFundingAmountPerSize: items.uint("shortTokenClaimableFundingAmountPerSize"),
    pendingImpactAmount,
  });
}

function positionFacts(log: GmxLog, before: PositionBefore, change: PositionChange): Fact[] {
  const { at, items } = log;
  const key = positionKey(log);
  const fees = usd30(notedFees(before.row?.venueState ?? {}, items.bytes32("orderKey")));
  const position: PositionFact = {
    kind: "position",
    ...key,
    size: change.size,
    entryNotional: usd30(signed(items.bool("isLong"), items.uint("sizeInUsd"))),
    realizedPnlDelta: usd30(change.realizedPnl),
    feesDelta: fees,
    venueState: { ...change.venueState, ...noFeesNotes },
    expectedSizeBefore: change.size - change.sizeDelta,
  };
  const facts: Fact[] = [];
  if ((before.row?.size ?? 0n) === 0n) {
    facts.push({ kind: "account", venue, account: key.account, holder: key.account });
  }
  const unseen = before.instrument === null ? unseenMarket(at.chainId, key.instrumentId) : [];
  const perp = before.instrument ?? unseen.find((fact) => fact.kind === "instrument");
  facts.push(...unseen, position, collateralFact(log, change), {
    kind: "trade",
    ...key,
    tradeKind: change.tradeKind,
    sizeDelta: change.sizeDelta,
    sizeAfter: change.size,
    price: tradePrice(log, change.sizeDelta, perp?.sizeDecimals ?? null),
    realizedPnl: usd30(change.realizedPnl),
    fees,
  });
  return facts;
}

function collateralFact(log: GmxLog, change: PositionChange): Fact {
  const token: Address = log.items.address("collateralToken");
  const amount = log.items.uint("collateralAmount");
  const { account, pool } = positionKey(log);
  return {
    kind: "collateral",
    venue,
    account,
    pool,
    assetId: token,
    ...tokenTerms(log.at.chainId, token),
    amount,
    expectedAmountBefore: amount - change.collateralDelta,
  };
}

/** USD with 30 decimals per whole index token; null when only collateral moved or the index decimals are unknown. */
function tradePrice({ items }: GmxLog, sizeDelta: bigint, decimals: number | null) {
  if (sizeDelta === 0n || decimals === null) return null;
  return usd30(items.uint("executionPrice") * 10n ** BigInt(decimals));
}
