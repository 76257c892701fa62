import { toNumber } from "../../../toNumber.ts";
import { accruals, perpState } from "../../../venues/derive-v2/names.ts";
import type { VenueRows } from "../adapter.ts";
import { perpQuote, type Source, spotQuote } from "./quotes.ts";
import { fromText18 } from "./text18.ts";

const SECONDS_PER_HOUR = 3_600;
const HOURS_PER_YEAR = 8_760;

/**
 * What a perpetual position cost in USD, funding included: its unsettled cash is size x price - cost. Funding is what
 * was applied but not settled, plus what has built up since, continued to now at the last rate that the market logged
 * (the contract recomputes that rate from the impact prices of the moment).
 * Source: derivexyz/v2-core@7736900 PerpAsset `getUnsettledAndUnrealizedCash`.
 */
export function perpCost(source: Source, marketId: string, row: VenueRows["positions"][number]): number {
  const size = toNumber(row.size, 18);
  const applied = fromText18(row.venueState[perpState.unsettledFunding] ?? "0");
  const funding = applied + pendingFunding(source, marketId, row, size);
  if (row.entryNotional !== null) return toNumber(row.entryNotional, 30) - funding;
  source.findings.report(
    "INTEGRITY",
    `${source.lookup.clock.chainId}:${row.venue}:${row.account}:${row.instrumentId}`,
    `the entry of account ${row.account} in ${row.instrumentId} was not indexed: its unsettled P&L is counted as 0`,
  );
  return size * (perpQuote(source, marketId)?.price ?? 0) - funding;
}

function pendingFunding(
  source: Source,
  marketId: string,
  row: VenueRows["positions"][number],
  size: number,
): number {
  const { lookup, findings } = source;
  const aggregated = lookup.accrual(marketId, accruals.perpAggregatedFunding);
  const applied = row.venueState[perpState.lastAggregatedFunding];
  if (aggregated === undefined || typeof applied !== "string") {
    const message = `funding of ${row.instrumentId} was not indexed: what account ${row.account} owes or is owed is not counted`;
    const subject = `${lookup.clock.chainId}:${row.venue}:${row.account}:${row.instrumentId}`;
    findings.report("MISSING_PARAMETER", subject, message);
    return 0;
  }
  const logged = toNumber(aggregated.value - BigInt(applied), 18);
  const elapsed = Math.max(0, lookup.clock.timestamp - aggregated.timestamp);
  const perHour = fundingPerHour(source, marketId) ?? 0;
  return -size * (logged + (perHour * elapsed) / SECONDS_PER_HOUR);
}

/** What a long pays per base unit and hour in USD at the last logged rate; null when no rate was logged. */
function fundingPerHour(source: Source, marketId: string): number | null {
  const rate = source.lookup.accrual(marketId, accruals.perpFundingRate);
  if (rate === undefined) return null;
  if (rate.value === 0n) return 0;
  const spot = spotQuote(source, marketId);
  return spot === null ? null : toNumber(rate.value, 18) * spot.price;
}

/** Funding of one unit held long in USD per year, received > 0; 0, with an issue, when no rate was logged. */
export function perpCarry(source: Source, marketId: string): number {
  const perHour = fundingPerHour(source, marketId);
  if (perHour !== null) return perHour === 0 ? 0 : -perHour * HOURS_PER_YEAR;
  const message = `the funding rate of market ${marketId} was not indexed: its carry is counted as 0`;
  source.findings.report("MISSING_PARAMETER", source.lookup.marketSubject(marketId), message);
  return 0;
}
