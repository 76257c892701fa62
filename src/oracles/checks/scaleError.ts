import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { Look, UpdateRule } from "./rule.ts";
import type { Finding } from "./verdict.ts";

export interface ScaleErrorParameters {
  /** How close a factor has to be to a power of ten, in decades, when a reference says what is right. */
  readonly decadeTolerance: number;
  /** A single step of this factor is a wrong scale even without a reference. */
  readonly impossibleFactor: number;
  /** How close a factor has to be to the price of a quote asset. */
  readonly quoteTolerance: number;
  /** Factors below this are left to the jump rule. */
  readonly smallestFactor: number;
}

/**
 * The price is on the wrong scale. Always critical, at the update that shows it.
 *
 * Definition, with f = p / base, base = a fresh reference, else the feed's previous price:
 * - against a reference, |log10 f - k| < 0.05 for an integer k /= 0: decimals mistaken (8 for 18, a missing digit);
 * - f or 1/f within 5 % of the dollar price of a quote asset: a ratio that was not multiplied by ETH/USD, or twice;
 * - without a reference, f or 1/f >= 90: no asset moved by two decades within one update (the steepest true hour on record,
 *   LUNA on 2022-05-12, was a factor of 7.5), so any such step is a scale error or a broken source.
 * All well when the reference is within a factor of 2, whatever the step was.
 * Sources: Synthetix sKRW 2019 (x 1000), Moonwell cbETH 2026 (ratio as price), wrsETH 2025 (x 1.56e6), 14 feeds whose
 * decimals changed between 8 and 18 under the same proxy in 2026.
 */
export const scaleError: UpdateRule<ScaleErrorParameters> = {
  name: "scale-error",
  openAfter: 1,
  closeAfter: 3,
  parameters: { decadeTolerance: 0.05, impossibleFactor: 90, quoteTolerance: 0.05, smallestFactor: 3 },
  look(look, parameters) {
    const { update, reference, previous } = look;
    if (!(update.price > 0)) return undefined;
    if (reference !== null) {
      const factor = update.price / reference.price;
      if (factor < 2 && factor > 0.5) return null;
      return fromQuote(look, reference.price, parameters) ?? fromReference(look, factor, parameters);
    }
    if (previous === null) return undefined;
    const factor = update.price / previous.price;
    if (Math.max(factor, 1 / factor) < parameters.smallestFactor) return null;
    const quoted = fromQuote(look, previous.price, parameters);
    if (quoted !== null) return quoted;
    if (Math.max(factor, 1 / factor) < parameters.impossibleFactor) return null;
    return found(look, previous.price, `is ${factor.toPrecision(3)} times the price before it`);
  },
};

function fromReference(
  look: Look,
  factor: number,
  { decadeTolerance }: ScaleErrorParameters,
): Finding | null {
  const decades = Math.log10(factor);
  const power = Math.round(decades);
  if (power === 0 || Math.abs(decades - power) >= decadeTolerance) return null;
  return found(look, look.update.price / factor, `is 10^${power} times its reference`);
}

function fromQuote(look: Look, base: number, parameters: ScaleErrorParameters): Finding | null {
  const factor = look.update.price / base;
  if (Math.max(factor, 1 / factor) < parameters.smallestFactor) return null;
  for (const quote of look.quotePrices()) {
    const missing = Math.abs(factor * quote - 1) < parameters.quoteTolerance;
    const twice = Math.abs(factor / quote - 1) < parameters.quoteTolerance;
    if (missing) return found(look, base, `was not multiplied by the quote price ${quote}`);
    if (twice) return found(look, base, `was multiplied by the quote price ${quote} once too often`);
  }
  return null;
}

function found({ profile, update, previous, reference }: Look, base: number, what: string): Finding {
  return {
    severity: "critical",
    message: `${labelOf(profile)}: ${update.price} ${what}`,
    evidence: {
      factor: update.price / base,
      decades: Math.log10(update.price / base),
      base,
      rounds: [
        ...(previous === null ? [] : [roundOf(profile, previous)]),
        roundOf(profile, update),
        ...(reference?.rounds ?? []),
      ],
    },
  };
}
