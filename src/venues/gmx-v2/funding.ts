import type { Fact } from "../../ledger/facts.ts";
import type { GmxLog } from "./eventLog.ts";
import { accrualName, sideOf, venue } from "./names.ts";
import { FLOAT_DECIMALS, PER_SIZE_DECIMALS } from "./units.ts";

function accrual(marketId: string, name: string, value: bigint, decimals: number): Fact {
  return { kind: "accrual", venue, marketId, name, value, decimals };
}

/** Funding: the rate per second of the paying side's open interest. A magnitude: it does not say who pays. */
export function funding({ items }: GmxLog): Fact[] {
  return [
    accrual(
      items.address("market"),
      accrualName.fundingFactorPerSecond,
      items.uint("fundingFactorPerSecond"),
      FLOAT_DECIMALS,
    ),
  ];
}

/**
 * FundingFeeAmountPerSizeUpdated: what a side owes per USD of size. Only the paying side grows, so a positive delta is
 * also the sign that `Funding`, logged after it, leaves out.
 */
export function fundingFeeAmountPerSizeUpdated({ items }: GmxLog): Fact[] {
  const market = items.address("market");
  const isLong = items.bool("isLong");
  const name = accrualName.fundingFeeAmountPerSize(sideOf(isLong), items.address("collateralToken"));
  const facts = [accrual(market, name, items.uint("value"), PER_SIZE_DECIMALS)];
  if (items.uint("delta") > 0n) facts.push(accrual(market, accrualName.longsPayShorts, isLong ? 1n : 0n, 0));
  return facts;
}

/** ClaimableFundingAmountPerSizeUpdated: what a side earns per USD of size, in each of the market's two tokens. */
export function claimableFundingAmountPerSizeUpdated({ items }: GmxLog): Fact[] {
  const market = items.address("market");
  const isLong = items.bool("isLong");
  const name = accrualName.claimableFundingAmountPerSize(sideOf(isLong), items.address("collateralToken"));
  const facts = [accrual(market, name, items.uint("value"), PER_SIZE_DECIMALS)];
  if (items.uint("delta") > 0n) facts.push(accrual(market, accrualName.longsPayShorts, isLong ? 0n : 1n, 0));
  return facts;
}
