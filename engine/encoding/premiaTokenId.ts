import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { type BitField, isUint256, readField, writeField } from "./bits.ts";

/** How a Premia range order is funded: CSUP collateral with the premium apart, CS collateral, LC long contracts. */
const ORDER_TYPES = ["CSUP", "CS", "LC"] as const;
export type PremiaOrderType = (typeof ORDER_TYPES)[number];

/** A range order of a Premia v3 pool. Prices are shares of the collateral, in steps of 0.001 from 0.001 to 1. */
export interface PremiaRangeOrder {
  readonly kind: "range";
  readonly lower: number;
  readonly upper: number;
  /** Who may withdraw it; lower-case 20-byte address. */
  readonly operator: `0x${string}`;
  readonly orderType: PremiaOrderType;
}

/** What an ERC-1155 id of a Premia v3 pool stands for: option contracts of one side, or a range order. */
export type PremiaToken = { readonly kind: "short" } | { readonly kind: "long" } | PremiaRangeOrder;

const STEPS = 1000;
const VERSION = 1n;
const LOWER: BitField = { offset: 0n, bits: 10 };
const UPPER: BitField = { offset: 10n, bits: 10 };
const OPERATOR: BitField = { offset: 20n, bits: 160 };
const ORDER_TYPE: BitField = { offset: 180n, bits: 4 };
const UNUSED: BitField = { offset: 184n, bits: 68 };
const VERSION_FIELD: BitField = { offset: 252n, bits: 4 };

/**
 * Packs a token of a Premia v3 pool: 0 is short, 1 is long, and a range order holds its prices over 0.001 in bits 0 to
 * 9 and 10 to 19, the operator in bits 20 to 179, the order type in bits 180 to 183 and the version 1 in the top four.
 *
 * Fails with INVALID_INPUT naming `lower`, `upper`, `operator` or `orderType`.
 * Source: Premian-Labs/v3-contracts PoolStorage.sol.
 */
export function encodePremiaTokenId(token: PremiaToken): Result<bigint> {
  if (token.kind === "short") return ok(0n);
  if (token.kind === "long") return ok(1n);
  const issues = rangeIssues(token);
  if (issues.length > 0) return fail(...issues);
  return ok(
    writeField(BigInt(Math.round(token.lower * STEPS)), LOWER) |
      writeField(BigInt(Math.round(token.upper * STEPS)), UPPER) |
      writeField(BigInt(token.operator), OPERATOR) |
      writeField(BigInt(ORDER_TYPES.indexOf(token.orderType)), ORDER_TYPE) |
      writeField(VERSION, VERSION_FIELD),
  );
}

/**
 * Reads what an id stands for; the inverse of `encodePremiaTokenId`. Fails with INVALID_INPUT naming `tokenId` for a
 * word that no pool issues.
 */
export function decodePremiaTokenId(tokenId: bigint): Result<PremiaToken> {
  if (tokenId === 0n) return ok({ kind: "short" });
  if (tokenId === 1n) return ok({ kind: "long" });
  const refuse = (rule: string) => fail(invalid("tokenId", rule, tokenId));
  if (!isUint256(tokenId)) return refuse("an unsigned 256-bit word");
  if (readField(tokenId, VERSION_FIELD) !== VERSION) return refuse("of version 1");
  const orderType = ORDER_TYPES[Number(readField(tokenId, ORDER_TYPE))];
  if (orderType === undefined) return refuse("of order type 0 to 2");
  if (readField(tokenId, UNUSED) !== 0n) return refuse("zero from bit 184 to 251");
  const order: PremiaRangeOrder = {
    kind: "range",
    lower: Number(readField(tokenId, LOWER)) / STEPS,
    upper: Number(readField(tokenId, UPPER)) / STEPS,
    operator: `0x${readField(tokenId, OPERATOR).toString(16).padStart(40, "0")}`,
    orderType,
  };
  return rangeIssues(order).length === 0 ? ok(order) : refuse("a range from 0.001 to 1");
}

function rangeIssues({ lower, upper, operator, orderType }: PremiaRangeOrder): Issue[] {
  const issues: Issue[] = [];
  if (!isStep(lower)) issues.push(invalid("lower", "a multiple of 0.001 from 0.001 on", lower));
  if (!isStep(upper) || upper > 1 || upper <= lower) {
    issues.push(invalid("upper", "a multiple of 0.001 above lower, up to 1", upper));
  }
  if (!/^0x[0-9a-f]{40}$/.test(operator)) {
    issues.push(invalid("operator", "a lower-case 20-byte address", operator));
  }
  if (!ORDER_TYPES.includes(orderType)) {
    issues.push(invalid("orderType", `one of ${ORDER_TYPES.join(", ")}`, orderType));
  }
  return issues;
}

/** Whether a price is a multiple of 0.001; only those are the quotient of an integer by 1000, to the bit. */
function isStep(price: number): boolean {
  return price > 0 && Math.round(price * STEPS) / STEPS === price;
}
