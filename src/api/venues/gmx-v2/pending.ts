import {
  borrowingFeeUsd,
  fundingClaimable,
  fundingOwed,
  nextCumulativeBorrowingFactor,
} from "../../../../engine/margin/gmxV2Accrual.ts";
import { type Issue, ok, type Result } from "../../../../engine/result.ts";
import { toNumber } from "../../../toNumber.ts";
import { accrualName, sideOf } from "../../../venues/gmx-v2/names.ts";
import type { GmxPositionState } from "../../../venues/gmx-v2/positionState.ts";
import type { GmxFacts, PositionRow } from "./facts.ts";
import type { PriceBoard, TokenPrice } from "./prices.ts";
import type { MarketRates } from "./rates.ts";

/** What a position owes and may claim at the chain's clock, USD, all >= 0 but the impact. */
export interface Pending {
  readonly borrowingUsd: number;
  /** Funding owed in collateral tokens, at their middle price, and at their lower price as the margin rule takes it. */
  readonly fundingUsd: number;
  readonly fundingAtMinUsd: number;
  /** Funding earned and not yet claimable on the venue's books; never part of the collateral. */
  readonly claimableUsd: number;
  /** Stored price impact, settled at the close: > 0 is owed to the trader. At the price bound that the contract takes. */
  readonly impactUsd: number;
  /** Accruals that contradict the position; the amounts concerned count as zero. */
  readonly issues: readonly Issue[];
}

/**
 * Accrues borrowing and funding to the clock: what the market's rows say was charged, plus the present rates over the
 * seconds since, as the contract will charge with the next order.
 *
 * Sums in the chain's integers, in USD at the end. Values that an absent row leaves open count as unchanged.
 */
export function pendingOf(
  facts: GmxFacts,
  board: PriceBoard,
  position: PositionRow,
  state: GmxPositionState,
  rates: MarketRates,
  prices: { readonly index: TokenPrice; readonly collateral: TokenPrice },
): Pending {
  const issues: Issue[] = [];
  const subject = `${position.chainId}:gmx-v2:${position.account}:${position.pool}`;
  const amount = (result: Result<bigint>) => {
    if (result.ok) return result.value;
    issues.push(...result.issues.map((issue) => ({ ...issue, subject })));
    return 0n;
  };
  const marketId = position.instrumentId;
  const side = sideOf(state.isLong);
  const entryNotional = position.entryNotional ?? 0n;
  const sizeInUsd = entryNotional < 0n ? -entryNotional : entryNotional;

  const borrowing = amount(borrowed(facts, marketId, state, sizeInUsd));
  const owedRow = facts.accrual(marketId, accrualName.fundingFeeAmountPerSize(side, state.collateralToken));
  const owed = toNumber(
    amount(
      fundingOwed(owedRow?.value ?? state.fundingFeeAmountPerSize, state.fundingFeeAmountPerSize, sizeInUsd),
    ),
    prices.collateral.decimals,
  );
  const claimable = (term: "longToken" | "shortToken", atPosition: bigint) => {
    const token = facts.market(marketId)?.terms[term];
    if (typeof token !== "string") return 0;
    const row = facts.accrual(marketId, accrualName.claimableFundingAmountPerSize(side, token));
    if (row === undefined) return 0;
    const earned = amount(fundingClaimable(row.value, atPosition, sizeInUsd));
    const price = earned === 0n ? null : board.price(token);
    return price === null ? 0 : toNumber(earned, price.decimals) * price.mid;
  };

  const sinceFunding =
    rates.fundingChargedAt === null ? 0 : Math.max(0, facts.clock.timestamp - rates.fundingChargedAt);
  const fundingSince = toNumber(sizeInUsd, 30) * rates.sides[side].funding * sinceFunding;
  const paidSince = Math.max(0, -fundingSince);
  const impact = toNumber(state.pendingImpactAmount, prices.index.decimals);
  return {
    borrowingUsd: toNumber(borrowing, 30),
    fundingUsd: owed * prices.collateral.mid + paidSince,
    fundingAtMinUsd: owed * prices.collateral.min + paidSince,
    claimableUsd:
      claimable("longToken", state.longTokenClaimableFundingAmountPerSize) +
      claimable("shortToken", state.shortTokenClaimableFundingAmountPerSize) +
      Math.max(0, fundingSince),
    impactUsd: impact * (impact > 0 ? prices.index.min : prices.index.max),
    issues,
  };
}

function borrowed(
  facts: GmxFacts,
  marketId: string,
  state: GmxPositionState,
  sizeInUsd: bigint,
): Result<bigint> {
  const side = sideOf(state.isLong);
  const cumulative = facts.accrual(marketId, accrualName.cumulativeBorrowingFactor(side));
  if (cumulative === undefined) return ok(0n);
  const rate = facts.accrual(marketId, accrualName.borrowingFactorPerSecond(side));
  const elapsed = Math.max(0, facts.clock.timestamp - cumulative.timestamp);
  const next = nextCumulativeBorrowingFactor(cumulative.value, rate?.value ?? 0n, BigInt(elapsed));
  return borrowingFeeUsd(next, state.borrowingFactor, sizeInUsd);
}
