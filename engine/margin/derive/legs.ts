import type { Issue } from "../../result.ts";
import type { Checks } from "./checks.ts";
import type { ExpiryForward, OptionLeg, PerpLeg } from "./market.ts";

/** The options of one expiry with the forward they are priced on. */
export interface ExpiryLegs<Forward extends ExpiryForward> {
  readonly forward: Forward;
  /** 0 for an expired option that still awaits its settlement. */
  readonly secondsToExpiry: number;
  /** One leg per (strike, right); amounts of repeated legs are added up, as the chain keeps one balance each. */
  readonly legs: readonly OptionLeg[];
  /** Least confidence of the forward and of the volatilities. */
  readonly minConfidence: number;
}

/** Checks every field of every leg; `path` is the array's own name, such as `markets[0].options`. */
export function checkLegs(checks: Checks, path: string, legs: readonly OptionLeg[]): void {
  legs.forEach((leg, i) => {
    const at = `${path}[${i}]`;
    checks.positive(`${at}.expiry`, leg.expiry);
    checks.positive(`${at}.strike`, leg.strike);
    checks.finite(`${at}.amount`, leg.amount);
    checks.nonNegative(`${at}.volatility`, leg.volatility);
    checks.share(`${at}.volConfidence`, leg.volConfidence);
    if (leg.right !== "call" && leg.right !== "put")
      checks.add({
        code: "INVALID_INPUT",
        field: `${at}.right`,
        message: `${at}.right must be call or put, got ${leg.right}`,
      });
  });
}

/** Checks a perpetual leg. */
export function checkPerp(checks: Checks, at: string, perp: PerpLeg): void {
  checks.finite(`${at}.size`, perp.size);
  checks.positive(`${at}.price`, perp.price);
  checks.share(`${at}.confidence`, perp.confidence);
  checks.finite(`${at}.unrealisedUsd`, perp.unrealisedUsd);
}

/** Checks the forwards themselves; a forward of zero or less cannot price anything. */
export function checkForwards(checks: Checks, path: string, forwards: readonly ExpiryForward[]): void {
  forwards.forEach((forward, i) => {
    const at = `${path}[${i}]`;
    checks.positive(`${at}.expiry`, forward.expiry);
    checks.nonNegative(`${at}.fixed`, forward.fixed);
    checks.nonNegative(`${at}.variable`, forward.variable);
    checks.positive(`${at}.fixed + variable`, forward.fixed + forward.variable);
    checks.share(`${at}.confidence`, forward.confidence);
  });
}

/**
 * Groups legs by expiry, in order of first appearance, and joins each group with its forward.
 *
 * Reports `UNPRICED` for a leg without a forward and for an expired leg whose forward can still move (it has no
 * settlement price), and `INTEGRITY` for two legs of one option that disagree on volatility. A leg with a finding
 * is left out of the groups, so the caller must not use them when there are findings.
 */
export function groupLegs<Forward extends ExpiryForward>(
  checks: Checks,
  path: string,
  legs: readonly OptionLeg[],
  forwards: readonly Forward[],
  timestamp: number,
): ExpiryLegs<Forward>[] {
  const forwardOf = new Map(forwards.map((forward) => [forward.expiry, forward]));
  const groups = new Map<number, { forward: Forward; legs: Map<string, OptionLeg>; confidence: number }>();
  legs.forEach((leg, i) => {
    const forward = forwardOf.get(leg.expiry);
    const missing = missingForward(`${path}[${i}].expiry`, leg, forward, timestamp);
    if (forward === undefined || missing !== null) {
      if (missing !== null) checks.add(missing);
      return;
    }
    const group = groups.get(leg.expiry) ?? { forward, legs: new Map(), confidence: forward.confidence };
    groups.set(leg.expiry, group);
    group.confidence = Math.min(group.confidence, leg.volConfidence);
    const key = `${leg.right}${leg.strike}`;
    const earlier = group.legs.get(key);
    if (earlier !== undefined && earlier.volatility !== leg.volatility)
      checks.add({
        code: "INTEGRITY",
        field: `${path}[${i}].volatility`,
        message: `two legs of one option have volatilities ${earlier.volatility} and ${leg.volatility}`,
      });
    group.legs.set(key, { ...leg, amount: leg.amount + (earlier?.amount ?? 0) });
  });
  return [...groups.values()].map((group) => ({
    forward: group.forward,
    secondsToExpiry: Math.max(0, group.forward.expiry - timestamp),
    legs: [...group.legs.values()],
    minConfidence: group.confidence,
  }));
}

function missingForward(
  field: string,
  leg: OptionLeg,
  forward: ExpiryForward | undefined,
  timestamp: number,
): Issue | null {
  const subject = `${leg.strike} ${leg.right} ${leg.expiry}`;
  if (forward === undefined)
    return { code: "UNPRICED", field, subject, message: `no forward for expiry ${leg.expiry}` };
  if (leg.expiry < timestamp && forward.variable > 0)
    return {
      code: "UNPRICED",
      field,
      subject,
      message: `option expired ${timestamp - leg.expiry} s ago and has no settlement price`,
    };
  return null;
}
