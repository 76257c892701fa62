import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { type BitField, fitsUnsigned, readField, writeField } from "./bits.ts";

/**
 * The low 64 bits of a Panoptic token id, which name the Uniswap pool. The pattern is part of the pool's address or id
 * and, where two pools would share it, a number that the protocol picked: it is compared, not turned back.
 */
export type PanopticPool =
  | {
      readonly version: "v1";
      /** 48 bits. */
      readonly pattern: bigint;
      readonly tickSpacing: number;
    }
  | {
      readonly version: "v2";
      /** 40 bits. */
      readonly pattern: bigint;
      /** How steeply the price of removed liquidity rises, 0 to 255. */
      readonly vegoid: number;
      readonly tickSpacing: number;
    };

const TICK_SPACING: BitField = { offset: 48n, bits: 16 };
const VEGOID: BitField = { offset: 40n, bits: 8 };
const PATTERN = { v1: { offset: 0n, bits: 48 }, v2: { offset: 0n, bits: 40 } } as const;

/**
 * The pattern of a pool whose place nobody had taken: of a Uniswap v3 pool the first six bytes (v1) or five bytes (v2)
 * of its address, of a Uniswap v4 pool the last five bytes of its 32-byte id, which v1 does not know.
 *
 * Fails with INVALID_INPUT naming `pool`. Source: panoptic-labs/panoptic-v1-core PanopticMath.sol, panoptic-sdk v2.
 */
export function panopticPoolPattern(version: PanopticPool["version"], pool: `0x${string}`): Result<bigint> {
  if (/^0x[0-9a-fA-F]{40}$/.test(pool)) return ok(BigInt(pool) >> (version === "v1" ? 112n : 120n));
  if (version === "v2" && /^0x[0-9a-fA-F]{64}$/.test(pool)) {
    return ok(readField(BigInt(pool), PATTERN.v2));
  }
  return fail(
    invalid("pool", version === "v1" ? "a 20-byte address" : "a 20-byte address or a 32-byte id", pool),
  );
}

/** Reads the pool out of a token id. Every word decodes. */
export function decodePanopticPool(version: PanopticPool["version"], tokenId: bigint): PanopticPool {
  const pattern = readField(tokenId, PATTERN[version]);
  const tickSpacing = Number(readField(tokenId, TICK_SPACING));
  if (version === "v1") return { version, pattern, tickSpacing };
  return { version, pattern, vegoid: Number(readField(tokenId, VEGOID)), tickSpacing };
}

/** The low 64 bits of the token ids of a pool; use it only without `poolIssues`. */
export function encodePanopticPool(pool: PanopticPool): bigint {
  const vegoid = pool.version === "v2" ? writeField(BigInt(pool.vegoid), VEGOID) : 0n;
  return (
    writeField(pool.pattern, PATTERN[pool.version]) |
    vegoid |
    writeField(BigInt(pool.tickSpacing), TICK_SPACING)
  );
}

/** What is wrong with a pool, by field. */
export function poolIssues(pool: PanopticPool): Issue[] {
  const { bits } = PATTERN[pool.version];
  const issues: Issue[] = [];
  if (pool.pattern < 0n || pool.pattern >> BigInt(bits) !== 0n) {
    issues.push(invalid("pool.pattern", `of ${bits} bits`, pool.pattern));
  }
  if (pool.version === "v2" && !fitsUnsigned(pool.vegoid, VEGOID.bits)) {
    issues.push(invalid("pool.vegoid", "an integer from 0 to 255", pool.vegoid));
  }
  if (!(fitsUnsigned(pool.tickSpacing, TICK_SPACING.bits) && pool.tickSpacing > 0)) {
    issues.push(invalid("pool.tickSpacing", "an integer from 1 to 65535", pool.tickSpacing));
  }
  return issues;
}
