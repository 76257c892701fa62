import type { PanopticLeg } from "../margin/panoptic/position.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import {
  type BitField,
  fitsSigned,
  fitsUnsigned,
  isUint256,
  readField,
  readSignedField,
  writeField,
} from "./bits.ts";
import { decodePanopticPool, encodePanopticPool, type PanopticPool, poolIssues } from "./panopticPool.ts";

/** What a Panoptic token id says: the pool, and up to four legs. */
export interface PanopticTokenId {
  readonly pool: PanopticPool;
  readonly legs: readonly PanopticLeg[];
}

const FIRST_LEG = 64n;
const LEG_BITS = 48;
const MOST_LEGS = 4;
const ASSET: BitField = { offset: 0n, bits: 1 };
const OPTION_RATIO: BitField = { offset: 1n, bits: 7 };
const IS_LONG: BitField = { offset: 8n, bits: 1 };
const TOKEN_TYPE: BitField = { offset: 9n, bits: 1 };
const RISK_PARTNER: BitField = { offset: 10n, bits: 2 };
const STRIKE: BitField = { offset: 12n, bits: 24 };
const WIDTH: BitField = { offset: 36n, bits: 12 };

/** Where leg `i` lies in a token id. */
function legField(i: number): BitField {
  return { offset: FIRST_LEG + BigInt(LEG_BITS * i), bits: LEG_BITS };
}

/**
 * Reads a token id: the pool in bits 0 to 63, leg i from bit 64 + 48 i on (asset, option ratio, long, token type, risk
 * partner, strike tick, width). A leg exists when its option ratio is not 0. Both versions lay legs out alike; only
 * the pool differs.
 *
 * Fails with INVALID_INPUT naming `tokenId` for a word that is not 256 bits, or that has bits after its last leg.
 * Source: panoptic-labs/panoptic-v1-core TokenId.sol, panoptic-sdk v2.
 */
export function decodePanopticTokenId(
  version: PanopticPool["version"],
  tokenId: bigint,
): Result<PanopticTokenId> {
  if (!isUint256(tokenId)) return fail(invalid("tokenId", "an unsigned 256-bit word", tokenId));
  const legs: PanopticLeg[] = [];
  for (let i = 0; i < MOST_LEGS; i++) {
    const leg = decodeLeg(readField(tokenId, legField(i)));
    if (leg.optionRatio === 0) break;
    legs.push(leg);
  }
  if (tokenId >> legField(legs.length).offset !== 0n) {
    return fail(invalid("tokenId", "zero above the first leg without an option ratio", tokenId));
  }
  return ok({ pool: decodePanopticPool(version, tokenId), legs });
}

/**
 * Packs a pool and its legs; the inverse of `decodePanopticTokenId`. Without legs it is the protocol's pool id.
 * Fails with INVALID_INPUT naming each field that does not fit its bits.
 */
export function encodePanopticTokenId({ pool, legs }: PanopticTokenId): Result<bigint> {
  const issues = [...poolIssues(pool), ...legs.flatMap((leg, i) => legIssues(leg, `legs[${i}]`))];
  if (legs.length > MOST_LEGS) issues.push(invalid("legs", `at most ${MOST_LEGS}`, legs.length));
  if (issues.length > 0) return fail(...issues);
  return ok(
    legs.reduce((word, leg, i) => word | writeField(encodeLeg(leg), legField(i)), encodePanopticPool(pool)),
  );
}

function decodeLeg(word: bigint): PanopticLeg {
  return {
    asset: readField(word, ASSET) === 0n ? 0 : 1,
    optionRatio: Number(readField(word, OPTION_RATIO)),
    isLong: readField(word, IS_LONG) !== 0n,
    tokenType: readField(word, TOKEN_TYPE) === 0n ? 0 : 1,
    riskPartner: Number(readField(word, RISK_PARTNER)),
    strikeTick: Number(readSignedField(word, STRIKE)),
    width: Number(readField(word, WIDTH)),
  };
}

function encodeLeg(leg: PanopticLeg): bigint {
  return (
    writeField(BigInt(leg.asset), ASSET) |
    writeField(BigInt(leg.optionRatio), OPTION_RATIO) |
    writeField(leg.isLong ? 1n : 0n, IS_LONG) |
    writeField(BigInt(leg.tokenType), TOKEN_TYPE) |
    writeField(BigInt(leg.riskPartner), RISK_PARTNER) |
    writeField(BigInt(leg.strikeTick), STRIKE) |
    writeField(BigInt(leg.width), WIDTH)
  );
}

function legIssues(leg: PanopticLeg, at: string): Issue[] {
  const issues: Issue[] = [];
  const check = (field: keyof PanopticLeg, fits: boolean, rule: string) => {
    if (!fits) issues.push(invalid(`${at}.${field}`, rule, leg[field]));
  };
  check("asset", fitsUnsigned(leg.asset, ASSET.bits), "0 or 1");
  const { optionRatio } = leg;
  const isRatio = fitsUnsigned(optionRatio, OPTION_RATIO.bits) && optionRatio > 0;
  check("optionRatio", isRatio, "an integer from 1 to 127");
  check("tokenType", fitsUnsigned(leg.tokenType, TOKEN_TYPE.bits), "0 or 1");
  check("riskPartner", fitsUnsigned(leg.riskPartner, RISK_PARTNER.bits), "an integer from 0 to 3");
  check("strikeTick", fitsSigned(leg.strikeTick, STRIKE.bits), "a 24-bit integer");
  check("width", fitsUnsigned(leg.width, WIDTH.bits), "an integer from 0 to 4095");
  return issues;
}
