/** Length of the average that settles an expiry, in seconds. */
const SETTLEMENT_WINDOW_SECONDS = 1800;

/** The state of Derive's forward feed for one expiry, as its `ForwardDataUpdated` event gives it. */
export interface ForwardState {
  /** Unix seconds. */
  readonly expiry: number;
  /** Time of the feed's data, Unix seconds; equal to `expiry` once the expiry has settled. */
  readonly updatedAt: number;
  /** Spot price now, USD. */
  readonly spot: number;
  /** Forward minus spot, USD. */
  readonly forwardSpotDifference: number;
  /** Running sums of spot x seconds, in USD seconds. Their start is not zero. */
  readonly settlementStartAggregate: number;
  readonly currentSpotAggregate: number;
}

/**
 * Splits a forward into the part that is already averaged and the part that still moves with spot, in USD.
 * Up to 30 minutes before expiry everything moves; at expiry nothing does and `fixed` is the settlement price.
 *
 * Source: derivexyz/v2-core LyraForwardFeed. The caller vouches for the state: `updatedAt <= expiry`.
 */
export function forwardPortions(state: ForwardState): { fixed: number; variable: number } {
  const forward = state.spot + state.forwardSpotDifference;
  const remaining = state.expiry - state.updatedAt;
  if (remaining >= SETTLEMENT_WINDOW_SECONDS) return { fixed: 0, variable: forward };
  const observed = state.currentSpotAggregate - state.settlementStartAggregate;
  return {
    fixed: observed / SETTLEMENT_WINDOW_SECONDS,
    variable: (forward * Math.max(0, remaining)) / SETTLEMENT_WINDOW_SECONDS,
  };
}
