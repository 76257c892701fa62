import { type Issue, invalid } from "../../result.ts";
import { issuesOf, nonNegative, positive, within } from "../checks.ts";
import type { PanopticLeg, PanopticPosition } from "./position.ts";

/** A pair of values: token0, token1. */
export type TokenPair = readonly [number, number];

/** One account in one Panoptic v2 pool. Token amounts are raw units. */
export interface PanopticAccount {
  readonly positions: readonly PanopticPosition[];
  /** Tick at which the account is valued (the oracle's, not the pool's last one). */
  readonly tick: number;
  /** Assets behind the account's collateral shares, and the interest that it owes on them. */
  readonly assets: TokenPair;
  readonly interest: TokenPair;
  /** Premium owed to the short legs (settled share only) and by the long legs. */
  readonly shortPremia: TokenPair;
  readonly longPremia: TokenPair;
  /** Highest utilisation at mint over the positions, basis points. */
  readonly utilization: TokenPair;
  /** CROSS_BUFFER_0 and _1 of the pool's risk engine, as fractions. */
  readonly crossBuffer: TokenPair;
  /** Which token is the underlying; the other is the quote. */
  readonly underlying: 0 | 1;
  readonly decimals: TokenPair;
  /** USD per whole quote token. */
  readonly quotePriceUsd: number;
}

const MAX_TICK = 887_272;

function integer(field: string, value: number, low: number, high: number): Issue | null {
  return Number.isInteger(value) ? within(field, value, low, high) : invalid(field, "an integer", value);
}

function checkLeg(path: string, leg: PanopticLeg, legs: number): Issue[] {
  return issuesOf(
    integer(`${path}.asset`, leg.asset, 0, 1),
    integer(`${path}.optionRatio`, leg.optionRatio, 1, 127),
    integer(`${path}.tokenType`, leg.tokenType, 0, 1),
    integer(`${path}.riskPartner`, leg.riskPartner, 0, legs - 1),
    integer(`${path}.strikeTick`, leg.strikeTick, -MAX_TICK, MAX_TICK),
    integer(`${path}.width`, leg.width, 0, 4095),
  );
}

/** The issues of an account, one for each field outside its domain. */
export function checkAccount(account: PanopticAccount): Issue[] {
  const issues = issuesOf(
    integer("tick", account.tick, -MAX_TICK, MAX_TICK),
    integer("underlying", account.underlying, 0, 1),
    positive("quotePriceUsd", account.quotePriceUsd),
  );
  for (const token of [0, 1] as const) {
    issues.push(
      ...issuesOf(
        nonNegative(`assets[${token}]`, account.assets[token]),
        nonNegative(`interest[${token}]`, account.interest[token]),
        nonNegative(`shortPremia[${token}]`, account.shortPremia[token]),
        nonNegative(`longPremia[${token}]`, account.longPremia[token]),
        within(`utilization[${token}]`, account.utilization[token], 0, 10_000),
        within(`crossBuffer[${token}]`, account.crossBuffer[token], 0, 1),
        integer(`decimals[${token}]`, account.decimals[token], 0, 36),
      ),
    );
  }
  account.positions.forEach((position, i) => {
    const path = `positions[${i}]`;
    issues.push(
      ...issuesOf(
        integer(`${path}.tickSpacing`, position.tickSpacing, 1, 32_767),
        positive(`${path}.size`, position.size),
      ),
      ...position.legs.flatMap((leg, l) => checkLeg(`${path}.legs[${l}]`, leg, position.legs.length)),
    );
  });
  return issues;
}
