import type { Address, Hex } from "viem";
import type { JsonObject, JsonValue } from "../../ledger/json.ts";

/** The part of `position.venueState` that values a GMX v2 position. Integers of the chain, as decimal strings in JSON. */
export interface GmxPositionState {
  readonly isLong: boolean;
  /** Lower case. */
  readonly collateralToken: Address;
  /** The market's cumulative borrowing factor when the position was last touched; 30 decimals. */
  readonly borrowingFactor: bigint;
  /** The market's per-size values when the position was last touched; 15 decimals. */
  readonly fundingFeeAmountPerSize: bigint;
  readonly longTokenClaimableFundingAmountPerSize: bigint;
  readonly shortTokenClaimableFundingAmountPerSize: bigint;
  /** Price impact stored at increases and settled at decreases: index tokens, signed, a negative amount is owed. */
  readonly pendingImpactAmount: bigint;
}

/** The state as JSON for `venueState`. */
export function positionStateToJson(state: GmxPositionState): JsonObject {
  return {
    isLong: state.isLong,
    collateralToken: state.collateralToken,
    borrowingFactor: state.borrowingFactor.toString(),
    fundingFeeAmountPerSize: state.fundingFeeAmountPerSize.toString(),
    longTokenClaimableFundingAmountPerSize: state.longTokenClaimableFundingAmountPerSize.toString(),
    shortTokenClaimableFundingAmountPerSize: state.shortTokenClaimableFundingAmountPerSize.toString(),
    pendingImpactAmount: state.pendingImpactAmount.toString(),
  };
}

/** Reads what `positionStateToJson` wrote; null when the row has never seen an increase or a decrease. */
export function positionStateFromJson(json: JsonObject): GmxPositionState | null {
  const { isLong, collateralToken } = json;
  if (typeof isLong !== "boolean" || typeof collateralToken !== "string") return null;
  return {
    isLong,
    collateralToken: collateralToken as Address,
    borrowingFactor: integer(json.borrowingFactor),
    fundingFeeAmountPerSize: integer(json.fundingFeeAmountPerSize),
    longTokenClaimableFundingAmountPerSize: integer(json.longTokenClaimableFundingAmountPerSize),
    shortTokenClaimableFundingAmountPerSize: integer(json.shortTokenClaimableFundingAmountPerSize),
    pendingImpactAmount: integer(json.pendingImpactAmount),
  };
}

/** A decimal string as bigint; absent counts as zero. */
export function integer(value: JsonValue | undefined): bigint {
  return typeof value === "string" ? BigInt(value) : 0n;
}

/** Which fees event a note comes from: the real fees of an insolvent close, or the fees that were collected. */
export type FeesKey = "feesInfo" | "feesCollected";

/** Notes what a fees event said, for the position event of the same order that follows. USD with 30 decimals. */
export function feesNote(key: FeesKey, orderKey: Hex, feesUsd: bigint): JsonObject {
  return { [key]: { orderKey, feesUsd: feesUsd.toString() } };
}

/**
 * The fees noted for an order, USD with 30 decimals; zero when none were. `PositionFeesInfo` wins: after it
 * `PositionFeesCollected` reports zeroes.
 */
export function notedFees(venueState: JsonObject, orderKey: Hex): bigint {
  for (const key of ["feesInfo", "feesCollected"] as const satisfies FeesKey[]) {
    const note = venueState[key];
    if (note === null || typeof note !== "object" || Array.isArray(note)) continue;
    const { orderKey: notedKey, feesUsd } = note as JsonObject;
    if (notedKey === orderKey) return integer(feesUsd);
  }
  return 0n;
}

/** Clears the notes once the position event has taken them. */
export const noFeesNotes: JsonObject = { feesInfo: null, feesCollected: null };
