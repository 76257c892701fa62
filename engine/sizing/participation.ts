import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkPositive } from "../risk/checks.ts";

/** A trade cut to what the market takes in one period. */
export interface ParticipationCap {
  /** Signed notional to trade now. */
  readonly tradeUsd: number;
  /** What is left for later, same sign. */
  readonly remainingUsd: number;
  /** Periods that the whole trade needs at the cap; at least 1 unless there is nothing to trade. */
  readonly periods: number;
  /** |trade now| over volume. */
  readonly participation: number;
}

/**
 * Caps a trade at a share of volume: |trade| <= rate * volume, because impact estimates hold only while the market
 * hardly notices. Source: Almgren et al., "Direct estimation of equity market impact", Risk 18 (2005) 57-62, fitted at
 * up to 10 % of volume.
 *
 * @param wantedUsd signed notional
 * @param volumeUsd expected volume of the period; 0 stops all trading
 * @param rate share of volume in (0, 1]
 */
export function capParticipation(
  wantedUsd: number,
  volumeUsd: number,
  rate: number,
): Result<ParticipationCap> {
  const issues = [...checkFinite("wantedUsd", wantedUsd), ...checkPositive("rate", rate)];
  if (rate > 1) issues.push(invalid("rate", "<= 1", rate));
  if (!(volumeUsd >= 0 && volumeUsd < Number.POSITIVE_INFINITY))
    issues.push(invalid("volumeUsd", "finite and >= 0", volumeUsd));
  if (issues.length > 0) return fail(...issues);
  const cap = rate * volumeUsd;
  const size = Math.abs(wantedUsd);
  const trade = Math.sign(wantedUsd) * Math.min(size, cap);
  return ok({
    tradeUsd: trade,
    remainingUsd: wantedUsd - trade,
    periods: size === 0 ? 0 : cap === 0 ? Number.POSITIVE_INFINITY : Math.ceil(size / cap),
    participation: volumeUsd === 0 ? 0 : Math.abs(trade) / volumeUsd,
  });
}
