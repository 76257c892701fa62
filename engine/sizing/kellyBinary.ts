import { fail, invalid, ok, type Result } from "../result.ts";
import { checkPositive } from "../risk/checks.ts";
import { DEFAULT_KELLY_FRACTION, fractionIssues } from "./kellyFraction.ts";

/** Stake of a repeated bet with two outcomes. */
export interface BinaryKelly {
  /** Share of wealth that maximises growth, 0 when the bet does not pay. */
  readonly full: number;
  /** The share to stake: the full one times the fraction. */
  readonly stake: number;
  /** Expected log growth per bet at that stake. */
  readonly growth: number;
}

/**
 * Kelly stake of a bet that pays `odds` per unit with probability `winProbability` and else loses the unit:
 * f = (b p - q) / b. Source: Kelly, Bell System Technical Journal 35 (1956) 917-926.
 */
export function kellyBinary(
  winProbability: number,
  odds: number,
  fraction = DEFAULT_KELLY_FRACTION,
): Result<BinaryKelly> {
  const issues = [...checkPositive("odds", odds), ...fractionIssues(fraction)];
  if (!(winProbability >= 0 && winProbability < 1))
    issues.push(invalid("winProbability", ">= 0 and < 1", winProbability));
  if (issues.length > 0) return fail(...issues);
  const loss = 1 - winProbability;
  const full = Math.max(0, (odds * winProbability - loss) / odds);
  const stake = fraction * full;
  return ok({
    full,
    stake,
    growth: winProbability * Math.log1p(odds * stake) + loss * Math.log1p(-stake),
  });
}
