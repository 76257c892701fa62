const UNIT = 10n ** 18n;
const SECONDS_PER_DAY = 86_400n;

/** State of a PerpsV2 market at its last `FundingRecomputed`, all 1e18; rates per day, velocity per day squared. */
export interface SynthetixFundingState {
  readonly funding: bigint;
  readonly fundingRate: bigint;
  readonly timestamp: bigint;
  /** Net skew in base units since then, from the last `PositionModified`. */
  readonly skew: bigint;
  readonly skewScale: bigint;
  readonly maxFundingVelocity: bigint;
}

/** Signed fixed-point product and quotient that truncate towards zero, as SignedSafeDecimalMath does. */
const multiply = (x: bigint, y: bigint) => (x * y) / UNIT;
const divide = (x: bigint, y: bigint) => (x * UNIT) / y;

/** Fraction of a day since the last recomputation, 1e18; `divideDecimal` of whole seconds by one day. */
function elapsedDays(state: SynthetixFundingState, now: bigint): bigint {
  return divide(now - state.timestamp, SECONDS_PER_DAY);
}

/**
 * Daily funding rate at `now` (1e18, > 0: longs pay). The rate moves with a velocity of skew / skewScale, held within
 * +-1, times `maxFundingVelocity`. Source: Synthetixio/synthetix@1609d15 PerpsV2MarketBase._currentFundingRate.
 */
export function synthetixFundingRate(state: SynthetixFundingState, now: bigint): bigint {
  const skew = divide(state.skew, state.skewScale);
  const bounded = skew > UNIT ? UNIT : skew < -UNIT ? -UNIT : skew;
  const velocity = multiply(bounded, state.maxFundingVelocity);
  return state.fundingRate + multiply(velocity, elapsedDays(state, now));
}

/**
 * Cumulative funding per base unit at `now` (sUSD, 1e18), with the part that the market has not recorded yet.
 * `price` 1e18. Source: Synthetixio/synthetix@1609d15 PerpsV2MarketBase._nextFundingEntry, _unrecordedFunding.
 */
export function synthetixFundingEntry(state: SynthetixFundingState, now: bigint, price: bigint): bigint {
  const average = -divide(state.fundingRate + synthetixFundingRate(state, now), 2n * UNIT);
  return state.funding + multiply(multiply(average, elapsedDays(state, now)), price);
}

/**
 * Funding that a position has accrued since its own entry, sUSD 1e18, > 0 when received.
 * `size` 1e18 signed; `entry` is `FundingRecomputed.funding` at the position's `fundingIndex`.
 */
export function synthetixAccruedFunding(size: bigint, entry: bigint, current: bigint): bigint {
  return multiply(size, current - entry);
}
