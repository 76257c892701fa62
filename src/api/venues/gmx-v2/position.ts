import type { BookPosition } from "../../../../engine/book/position.ts";
import { type GmxV2Position, gmxV2Margin } from "../../../../engine/margin/gmxV2.ts";
import type { MarginReport } from "../../../../engine/margin/report.ts";
import { fail, type Issue, type Result } from "../../../../engine/result.ts";
import { toNumber } from "../../../toNumber.ts";
import { tokenTerms } from "../../../venues/gmx-v2/markets.ts";
import { sideOf } from "../../../venues/gmx-v2/names.ts";
import { type GmxPositionState, positionStateFromJson } from "../../../venues/gmx-v2/positionState.ts";
import type { TradableLine } from "../adapter.ts";
import type { GmxFacts, PositionRow } from "./facts.ts";
import type { MarketView } from "./market.ts";
import { closingFeeFactor } from "./parameters.ts";
import { type Pending, pendingOf } from "./pending.ts";
import type { PriceBoard, TokenPrice } from "./prices.ts";
import { carryPerYear } from "./rates.ts";

/** The perp leg of one isolated position, its margin and how it trades. */
export interface PerpView {
  /** Null when the index token's decimals are unknown, so that there is no quantity. */
  readonly position: BookPosition | null;
  readonly margin: Result<MarginReport>;
  readonly tradable: TradableLine | null;
  readonly issues: readonly Issue[];
}

interface Priced {
  readonly state: GmxPositionState;
  readonly market: MarketView;
  readonly collateralPrice: TokenPrice;
  readonly indexPrice: TokenPrice;
  readonly pending: Pending;
}

/**
 * Values one open position: value = quantity * price - costUsd, where
 * costUsd = signed entry notional + borrowing owed + funding owed - funding earned - stored price impact.
 *
 * The impact is signed as the trader sees it (a negative amount is owed and raises the cost). Without a price of index
 * and collateral the cost is the entry notional alone, the margin fails and an UNPRICED issue says so.
 */
export function perpView(
  facts: GmxFacts,
  board: PriceBoard,
  row: PositionRow,
  nettingSetId: string,
  market: MarketView,
): PerpView {
  const id = `${nettingSetId}:${row.instrumentId}`;
  const sizeDecimals = facts.instrument(row.instrumentId)?.sizeDecimals ?? null;
  const state = positionStateFromJson(row.venueState);
  if (sizeDecimals === null || state === null || row.entryNotional === null) {
    return unpriced(
      id,
      null,
      `position of size ${row.size} is left out of every total: its terms are unknown`,
    );
  }
  const position: BookPosition = {
    id,
    instrumentId: market.instrument.id,
    nettingSetId,
    quantity: toNumber(row.size, sizeDecimals),
    costUsd: toNumber(row.entryNotional, 30),
    isCollateral: false,
  };
  const collateralPrice = board.price(state.collateralToken);
  if (market.price === null || collateralPrice === null) {
    return unpriced(id, position, "margin and pending charges are left out: a price is missing");
  }
  const pending = pendingOf(facts, board, row, state, market.rates, {
    index: market.price,
    collateral: collateralPrice,
  });
  const priced = { state, market, collateralPrice, indexPrice: market.price, pending };
  const input = marginInput(priced, position, collateralOf(facts, row, state.collateralToken));
  return {
    position: {
      ...position,
      costUsd:
        position.costUsd +
        pending.borrowingUsd +
        pending.fundingUsd -
        pending.claimableUsd -
        pending.impactUsd,
      carryUsdPerYear: carryBeyondMark(priced, position),
    },
    margin: pending.issues.length > 0 ? fail(...pending.issues) : gmxV2Margin(input),
    tradable: tradableLine(priced, position, input),
    issues: pending.issues,
  };
}

/**
 * The venue charges entry notional, the mark's carry is that of a position opened now: the difference is this position's
 * own.
 */
function carryBeyondMark({ state, market, indexPrice }: Priced, { quantity, costUsd }: BookPosition): number {
  const beyond = Math.abs(costUsd) - Math.abs(quantity) * indexPrice.mid;
  return beyond * carryPerYear(market.rates.sides[sideOf(state.isLong)]);
}

function unpriced(subject: string, position: BookPosition | null, message: string): PerpView {
  const issue: Issue = { code: "UNPRICED", subject, message };
  return { position, margin: fail(issue), tradable: null, issues: [issue] };
}

function collateralOf(facts: GmxFacts, { account, pool }: PositionRow, token: string): bigint {
  return facts.collateral(account, pool).find(({ assetId }) => assetId === token)?.amount ?? 0n;
}

function marginInput(
  { state, market, collateralPrice, indexPrice, pending }: Priced,
  position: BookPosition,
  collateralAmount: bigint,
): GmxV2Position {
  const { parameters } = market;
  const side = sideOf(state.isLong);
  const sizeInUsd = Math.abs(position.costUsd);
  return {
    isLong: state.isLong,
    sizeInUsd,
    sizeInTokens: Math.abs(position.quantity),
    collateralAmount: toNumber(collateralAmount, collateralPrice.decimals),
    collateralPriceMin: collateralPrice.min,
    indexPriceMin: indexPrice.min,
    indexPriceMax: indexPrice.max,
    collateralIsIndex:
      tokenTerms(market.instrument.chainId, state.collateralToken).asset === market.instrument.underlying,
    pendingImpactUsd: pending.impactUsd,
    pendingBorrowingUsd: pending.borrowingUsd,
    pendingFundingUsd: pending.fundingAtMinUsd,
    positionFeeFactor: closingFeeFactor(parameters, state.isLong, sizeInUsd),
    minCollateralFactor: parameters.minCollateralFactor,
    minCollateralFactorForLiquidation: parameters.minCollateralFactorForLiquidation,
    minCollateralUsd: parameters.minCollateralUsd,
    openInterestUsd: parameters.openInterestUsd[side] ?? 0,
    minCollateralFactorForOpenInterestMultiplier:
      parameters.minCollateralFactorForOpenInterestMultiplier[side],
    maxPositionImpactFactorForLiquidations: parameters.maxPositionImpactFactorForLiquidations,
  };
}

/**
 * Margin follows entry notional, so per base unit it is entry price times factor: exact for reducing the position, and
 * for adding to it as far as the mark is at the entry price. The cost is the higher fee, because a trade may worsen
 * the balance, plus half of GMX's own price band.
 */
function tradableLine(
  { market, indexPrice }: Priced,
  { quantity, nettingSetId, instrumentId }: BookPosition,
  input: GmxV2Position,
): TradableLine {
  const { positionFee } = market.parameters;
  const entryPrice = input.sizeInUsd / Math.abs(quantity);
  const initialFactor = Math.max(
    input.minCollateralFactor,
    input.openInterestUsd * input.minCollateralFactorForOpenInterestMultiplier,
  );
  return {
    instrumentId,
    nettingSetId,
    costRate:
      Math.max(positionFee.balanceImproved, positionFee.balanceWorsened) +
      (indexPrice.max - indexPrice.min) / 2 / indexPrice.mid,
    initialPerUnitUsd: entryPrice * initialFactor,
    maintenancePerUnitUsd: entryPrice * input.minCollateralFactorForLiquidation,
    lot: 0,
  };
}
