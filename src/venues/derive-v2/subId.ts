/** Bits of the expiry, at the low end of a sub-id. */
const EXPIRY_BITS = 32n;
/** Bits of the strike, above the expiry. */
const STRIKE_BITS = 63n;
const CALL_BIT = 95n;

const mask = (bits: bigint) => (1n << bits) - 1n;

/** Bits of a sub-id inside a packed asset-and-sub-id word. */
const SUB_ID_BITS = 96n;

/** What a sub-id of an option asset says. */
export interface OptionTerms {
  /** Unix seconds. */
  readonly expiry: number;
  /** USD with 8 decimals. */
  readonly strike8: bigint;
  readonly right: "call" | "put";
}

/**
 * Reads the terms out of a sub-id: bit 95 says call, bits 32 to 94 hold the strike, bits 0 to 31 the expiry.
 * Every 96-bit number decodes. Source: derivexyz/lyra-utils src/encoding/OptionEncoding.sol.
 */
export function decodeSubId(subId: bigint): OptionTerms {
  return {
    expiry: Number(subId & mask(EXPIRY_BITS)),
    strike8: (subId >> EXPIRY_BITS) & mask(STRIKE_BITS),
    right: (subId >> CALL_BIT) & 1n ? "call" : "put",
  };
}

/** Packs terms into a sub-id; the inverse of `decodeSubId`. */
export function encodeSubId({ expiry, strike8, right }: OptionTerms): bigint {
  const call = right === "call" ? 1n : 0n;
  return (call << CALL_BIT) | (strike8 << EXPIRY_BITS) | BigInt(expiry);
}

/** Splits the third topic of `BalanceAdjusted`: the asset's address in the high bits, its sub-id in the low 96. */
export function unpackAsset(assetAndSubId: `0x${string}`): { asset: `0x${string}`; subId: bigint } {
  const word = BigInt(assetAndSubId);
  const asset = (word >> SUB_ID_BITS).toString(16).padStart(40, "0");
  return { asset: `0x${asset}`, subId: word & mask(SUB_ID_BITS) };
}

/** Packs an asset and a sub-id as `BalanceAdjusted` does. */
export function packAsset(asset: `0x${string}`, subId: bigint): `0x${string}` {
  return `0x${((BigInt(asset) << SUB_ID_BITS) | subId).toString(16).padStart(64, "0")}`;
}
