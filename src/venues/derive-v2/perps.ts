import type { Fact, PositionFact } from "../../ledger/facts.ts";
import type { JsonObject } from "../../ledger/json.ts";
import { type ResolvedAsset, instrumentFacts } from "./assets.ts";
import { accruals, CROSS, DECIMALS, DERIVE_V2, perpState } from "./names.ts";
import { notional30, usd30 } from "./units.ts";

/** What is known of an account's perpetual before an event. USD with 18 decimals. */
export interface PerpState {
  readonly size: bigint;
  readonly lastMarkPrice: bigint;
  readonly unsettledPnl: bigint;
  readonly unsettledFunding: bigint;
}

const NOTHING: PerpState = { size: 0n, lastMarkPrice: 0n, unsettledPnl: 0n, unsettledFunding: 0n };

/** Reads the state out of a position row; an account without a row holds nothing. */
export function perpStateOf(row: { size: bigint; venueState: JsonObject } | null): PerpState {
  if (row === null) return NOTHING;
  const read = (name: string) => {
    const value = row.venueState[name];
    return typeof value === "string" ? BigInt(value) : 0n;
  };
  return {
    size: row.size,
    lastMarkPrice: read(perpState.lastMarkPrice),
    unsettledPnl: read(perpState.unsettledPnl),
    unsettledFunding: read(perpState.unsettledFunding),
  };
}

/**
 * What the position was entered at, so that size x price - entry is its unsettled P&L at any price: the contract marks
 * a position to the price of its last hook and keeps the P&L up to there. Funding is not part of it.
 */
export function entryNotional({ size, lastMarkPrice, unsettledPnl }: PerpState) {
  return (notional30(size, lastMarkPrice) - usd30(unsettledPnl)) as PositionFact["entryNotional"] & bigint;
}

/**
 * The contract marks a position before its size changes: this log comes before `BalanceAdjusted`, and the size on
 * record is still the old one, which is the size that the P&L was made with.
 */
export function positionSettled(
  perp: ResolvedAsset,
  event: { account: bigint; pnlChange: bigint; totalPnl: bigint; perpPrice: bigint },
  before: PerpState,
): Fact[] {
  const after = { ...before, lastMarkPrice: event.perpPrice, unsettledPnl: event.totalPnl };
  const facts = perpFacts(perp, event.account, after, {
    [perpState.lastMarkPrice]: event.perpPrice.toString(),
    [perpState.unsettledPnl]: event.totalPnl.toString(),
  });
  const recorded = event.totalPnl - event.pnlChange;
  if (recorded !== before.unsettledPnl) {
    facts.push({
      kind: "integrity",
      venue: DERIVE_V2,
      subject: `${event.account}:${perp.address}`,
      rule: "perp-pnl-continuity",
      message: `the chain says ${recorded} was unsettled before this event, the record says ${before.unsettledPnl}`,
      evidence: { expected: recorded.toString(), recorded: before.unsettledPnl.toString() },
    });
  }
  return facts;
}

/** Funding since the last hook is added to what the account has not settled yet. */
export function fundingApplied(
  perp: ResolvedAsset,
  event: { accountId: bigint; funding: bigint; aggregatedFundingRate: bigint },
  before: PerpState,
): Fact[] {
  return perpFacts(perp, event.accountId, before, {
    [perpState.unsettledFunding]: (before.unsettledFunding + event.funding).toString(),
    [perpState.lastAggregatedFunding]: event.aggregatedFundingRate.toString(),
  });
}

/** P&L and funding up to the last hook have been handed to the manager. */
export function positionCleared(perp: ResolvedAsset, event: { account: bigint }, before: PerpState): Fact[] {
  return perpFacts(perp, event.account, { ...before, unsettledPnl: 0n }, {
    [perpState.unsettledPnl]: "0",
    [perpState.unsettledFunding]: "0",
  });
}

/** The manager has paid P&L and funding in cash. */
export function perpSettled(
  perp: ResolvedAsset,
  event: { accountId: bigint; pnl: bigint; funding: bigint },
  before: PerpState,
): Fact[] {
  const [position] = positionCleared(perp, { account: event.accountId }, before).filter(
    (fact) => fact.kind === "position",
  );
  return position === undefined ? [] : [{ ...position, realizedPnlDelta: usd30(event.pnl + event.funding) }];
}

/** The market's funding moves on. */
export function fundingUpdated(
  marketId: string,
  event: { aggregatedFundingRate: bigint; fundingRate: bigint },
): Fact[] {
  return [
    accrual(marketId, accruals.perpAggregatedFunding, event.aggregatedFundingRate),
    accrual(marketId, accruals.perpFundingRate, event.fundingRate),
  ];
}

/** The market is closed at a frozen price, which the event names `indexPrice`; funding stops. */
export function perpDisabled(
  marketId: string,
  event: { indexPrice: bigint; aggregatedFunding: bigint },
): Fact[] {
  return [
    accrual(marketId, accruals.perpFrozenPrice, event.indexPrice),
    accrual(marketId, accruals.perpAggregatedFunding, event.aggregatedFunding),
    accrual(marketId, accruals.perpFundingRate, 0n),
  ];
}

function accrual(marketId: string, name: string, value: bigint): Fact {
  return { kind: "accrual", venue: DERIVE_V2, marketId, name, value, decimals: DECIMALS };
}

function perpFacts(perp: ResolvedAsset, accountId: bigint, state: PerpState, venueState: JsonObject): Fact[] {
  return [
    ...instrumentFacts(perp, 0n),
    {
      kind: "position",
      venue: DERIVE_V2,
      account: accountId.toString(),
      pool: CROSS,
      instrumentId: perp.address,
      entryNotional: entryNotional(state),
      venueState,
    },
  ];
}
