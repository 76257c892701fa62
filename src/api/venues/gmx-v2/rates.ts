import { SECONDS_PER_YEAR } from "../../../../engine/book/row.ts";
import type { Issue } from "../../../../engine/result.ts";
import { toNumber } from "../../../toNumber.ts";
import { accrualName, type Side } from "../../../venues/gmx-v2/names.ts";
import type { GmxFacts } from "./facts.ts";
import type { MarketParameters } from "./parameters.ts";

/** What each USD of a side's entry notional earns (> 0) or pays (< 0) per second. */
export interface SideRates {
  readonly funding: number;
  /** Never positive: the pool charges the larger side. */
  readonly borrowing: number;
}

export interface MarketRates {
  readonly sides: Readonly<Record<Side, SideRates>>;
  /** Unix seconds up to which funding has been charged to the market's per-size values; null before the first. */
  readonly fundingChargedAt: number | null;
}

/**
 * Present funding and borrowing rates of a market. Funding is a rate on the paying side's open interest, and the other
 * side shares what is paid: rate * paying / receiving open interest. Rates move with every order; they hold until then.
 */
export function marketRates(
  facts: GmxFacts,
  marketId: string,
  { openInterestUsd }: MarketParameters,
): { readonly rates: MarketRates; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const missing = (name: string, message: string) =>
    issues.push({
      code: "MISSING_PARAMETER",
      subject: `${facts.clock.chainId}:gmx-v2:${marketId}`,
      field: name,
      message,
    });
  const read = (name: string) => {
    const row = facts.accrual(marketId, name);
    if (row === undefined) missing(name, `${name} has not been indexed: it counts as zero`);
    return row;
  };
  const borrowing = (side: Side) => {
    const row = read(accrualName.borrowingFactorPerSecond(side));
    return row === undefined ? 0 : negative(toNumber(row.value, row.decimals));
  };
  const fundingRow = read(accrualName.fundingFactorPerSecond);
  const payerRow = facts.accrual(marketId, accrualName.longsPayShorts);
  const magnitude = fundingRow === undefined ? 0 : toNumber(fundingRow.value, fundingRow.decimals);
  if (magnitude !== 0 && payerRow === undefined) {
    missing(accrualName.longsPayShorts, "no event says which side pays funding: it counts as zero");
  }
  const payer: Side = payerRow?.value === 1n ? "long" : "short";
  const receiver: Side = payer === "long" ? "short" : "long";
  const paid = payerRow === undefined || openInterestUsd[receiver] === 0 ? 0 : magnitude;
  const funding: Record<Side, number> = { long: 0, short: 0 };
  funding[payer] = negative(paid);
  funding[receiver] = received(paid, openInterestUsd[payer], openInterestUsd[receiver]);
  return {
    rates: {
      sides: {
        long: { funding: funding.long, borrowing: borrowing("long") },
        short: { funding: funding.short, borrowing: borrowing("short") },
      },
      fundingChargedAt: fundingRow?.timestamp ?? null,
    },
    issues,
  };
}

/** Minus `x`, without a negative zero. */
function negative(x: number): number {
  return x === 0 ? 0 : -x;
}

function received(rate: number, paying: number | null, receiving: number | null): number {
  return paying === null || receiving === null || receiving === 0 ? 0 : (rate * paying) / receiving;
}

/** Funding and borrowing of a side per USD of notional and year: what `carry` is made of. */
export function carryPerYear({ funding, borrowing }: SideRates): number {
  return (funding + borrowing) * SECONDS_PER_YEAR;
}
