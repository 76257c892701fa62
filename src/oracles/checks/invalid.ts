import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { UpdateRule } from "./rule.ts";

export interface InvalidParameters {
  /** Smallest and largest believable price of anything: the last of 18 decimals, and more than all money there is. */
  readonly smallest: number;
  readonly largest: number;
  /** How far the oracle's clock may run ahead of the chain's, in seconds. */
  readonly clockSkewSeconds: number;
}

/**
 * A price that nothing can have: zero or negative, outside [1e-18, 1e15], from round 0 or time 0 (a round that was never
 * written), or from the future of the chain that saw it. Always critical.
 *
 * Definition: p <= 0, p outside the bounds, round = 0, time = 0, or time > seenAt + skew. Source: Chainlink's guidance on
 * `latestRoundData` and Drift's validity order (NonPositive first). A phantom all-zero round ends recorded histories.
 * Skew: one minute, more than any chain's block time.
 */
export const invalid: UpdateRule<InvalidParameters> = {
  name: "invalid",
  openAfter: 1,
  closeAfter: 3,
  parameters: { smallest: 1e-18, largest: 1e15, clockSkewSeconds: 60 },
  look({ profile, update }, { smallest, largest, clockSkewSeconds }) {
    const { price, order, time, seenAt } = update;
    const reason =
      price <= 0
        ? `the price is ${price}`
        : price < smallest || price > largest
          ? `the price ${price} is beyond anything that trades`
          : order === 0
            ? "round 0 was never written"
            : time === 0
              ? "time 0 was never written"
              : seenAt !== null && time > seenAt + clockSkewSeconds
                ? `it is ${time - seenAt} s ahead of its chain`
                : null;
    if (reason === null) return null;
    return {
      severity: "critical",
      message: `${labelOf(profile)}: ${reason}`,
      evidence: { reason, seenAt, rounds: [roundOf(profile, update)] },
    };
  },
};

/** Whether anything can have this price, by the rule's defaults. */
export function isPrice(price: number): boolean {
  return price >= invalid.parameters.smallest && price <= invalid.parameters.largest;
}
