import type { Fact, PositionFact, Usd30 } from "../../ledger/facts.ts";
import type { JsonObject } from "../../ledger/json.ts";
import { instrumentFacts, type ResolvedAsset } from "./assets.ts";
import { accruals, CROSS, DECIMALS, DERIVE_V2, perpState } from "./names.ts";
import { notional30, usd30 } from "./units.ts";

/** What is known of an account's perpetual before an event. USD with 18 decimals. */
export interface PerpState {
  readonly size: bigint;
  readonly lastMarkPrice: bigint;
  readonly unsettledPnl: bigint;
  readonly unsettledFunding: bigint;
}

/** An account that never held the perpetual. */
export const NO_PERP: PerpState = { size: 0n, lastMarkPrice: 0n, unsettledPnl: 0n, unsettledFunding: 0n };

/** Reads the state out of a position row; null when the account never held the perpetual. */
export function perpStateOf(row: { size: bigint; venueState: JsonObject } | null): PerpState | null {
  if (row === null) return null;
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
 * Null for a position whose hook was never seen: its entry is unknown, not zero.
 */
export function entryNotional({ size, lastMarkPrice, unsettledPnl }: PerpState): Usd30 | null {
  if (size !== 0n && lastMarkPrice === 0n) return null;
  return (notional30(size, lastMarkPrice) - usd30(unsettledPnl)) as Usd30;
}

/**
 * The contract marks a position before its size changes: this log comes before `BalanceAdjusted`, and the size on
 * record is still the old one, which is the size that the P&L was made with.
 */
export function positionSettled(
  perp: ResolvedAsset,
  event: { account: bigint; pnlChange: bigint; totalPnl: bigint; perpPrice: bigint },
  before: PerpState | null,
): Fact[] {
  const state = before ?? NO_PERP;
  const after = { ...state, lastMarkPrice: event.perpPrice, unsettledPnl: event.totalPnl };
  const facts: Fact[] = [
    ...newInstrument(perp, before),
    perpPosition(perp, event.account, after, {
      [perpState.lastMarkPrice]: event.perpPrice.toString(),
      [perpState.unsettledPnl]: event.totalPnl.toString(),
    }),
  ];
  const expected = event.totalPnl - event.pnlChange;
  if (expected !== state.unsettledPnl) {
    facts.push({
      kind: "integrity",
      venue: DERIVE_V2,
      subject: `${event.account}:${perp.address}`,
      rule: "perp-pnl-continuity",
      message: `the chain says ${expected} was unsettled before this event, the record says ${state.unsettledPnl}`,
      evidence: { expected: expected.toString(), recorded: state.unsettledPnl.toString() },
    });
  }
  return facts;
}

/** Funding since the last hook is added to what the account has not settled yet. */
export function fundingApplied(
  perp: ResolvedAsset,
  event: { accountId: bigint; funding: bigint; aggregatedFundingRate: bigint },
  before: PerpState | null,
): Fact[] {
  const state = before ?? NO_PERP;
  return [
    ...newInstrument(perp, before),
    perpPosition(perp, event.accountId, state, {
      [perpState.unsettledFunding]: (state.unsettledFunding + event.funding).toString(),
      [perpState.lastAggregatedFunding]: event.aggregatedFundingRate.toString(),
    }),
  ];
}

/** P&L and funding up to the last hook have been handed to the manager. */
export function positionCleared(
  perp: ResolvedAsset,
  event: { account: bigint },
  before: PerpState | null,
): Fact[] {
  return [...newInstrument(perp, before), clearedPosition(perp, event.account, before ?? NO_PERP)];
}

/** The manager has paid P&L and funding in cash. */
export function perpSettled(
  perp: ResolvedAsset,
  event: { accountId: bigint; pnl: bigint; funding: bigint },
  before: PerpState | null,
): Fact[] {
  return [
    ...newInstrument(perp, before),
    {
      ...clearedPosition(perp, event.accountId, before ?? NO_PERP),
      realizedPnlDelta: usd30(event.pnl + event.funding),
    },
  ];
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

/** The first fact about a position brings its instrument along. */
function newInstrument(perp: ResolvedAsset, before: PerpState | null): Fact[] {
  return before === null ? instrumentFacts(perp, 0n) : [];
}

function clearedPosition(perp: ResolvedAsset, accountId: bigint, before: PerpState): PositionFact {
  return perpPosition(
    perp,
    accountId,
    { ...before, unsettledPnl: 0n },
    {
      [perpState.unsettledPnl]: "0",
      [perpState.unsettledFunding]: "0",
    },
  );
}

function perpPosition(
  perp: ResolvedAsset,
  accountId: bigint,
  state: PerpState,
  venueState: JsonObject,
): PositionFact {
  return {
    kind: "position",
    venue: DERIVE_V2,
    account: accountId.toString(),
    pool: CROSS,
    instrumentId: perp.address,
    entryNotional: entryNotional(state),
    venueState,
  };
}
