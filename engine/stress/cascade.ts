import { fail, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";

/** Open interest that is liquidated when the price reaches a level. */
export interface LiquidationLevel {
  /** USD. */
  readonly liquidationPriceUsd: number;
  /** Base units that hit the market, >= 0. */
  readonly size: number;
}

/** A shock to a market with leveraged positions. Falls liquidate longs, rises liquidate shorts. */
export interface CascadeInput {
  readonly levels: readonly LiquidationLevel[];
  readonly priceUsd: number;
  /** Relative move from outside: -0.04 or 0.04, above -1 and not 0. */
  readonly shock: number;
}

/** Where a cascade comes to rest. */
export interface CascadeResult {
  /** Price after the shock and after every further round. */
  readonly path: readonly number[];
  readonly finalPriceUsd: number;
  readonly liquidated: number;
  /** Total move over outside move. */
  readonly amplification: number;
}

/**
 * Fixed point P = P0 (1 + shock) -+ impact * Q(P), Q the size liquidated at P, iterated from the shocked price. Q only
 * grows, so the path is monotone and ends after at most one round per level. `impactUsdPerUnit` is the price move per
 * base unit forced into the market; the price does not fall below 0.
 */
export function liquidationCascade(input: CascadeInput, impactUsdPerUnit: number): Result<CascadeResult> {
  const issues = [...checkInput(input), ...checkNonNegative("impactUsdPerUnit", impactUsdPerUnit)];
  if (issues.length > 0) return fail(...issues);
  const { priceUsd, shock } = input;
  const direction = Math.sign(shock);
  const shocked = priceUsd * (1 + shock);
  const path = [shocked];
  let price = shocked;
  for (;;) {
    const next = Math.max(0, shocked + direction * impactUsdPerUnit * liquidatedAt(input, price));
    if (next === price) break;
    price = next;
    path.push(price);
  }
  return ok({
    path,
    finalPriceUsd: price,
    liquidated: liquidatedAt(input, price),
    amplification: (price - priceUsd) / (shocked - priceUsd),
  });
}

/** An impact at which the cascade takes one more level along. */
export interface CascadeThreshold {
  /** USD per base unit: from here on the level is liquidated. */
  readonly impactUsdPerUnit: number;
  /** Base units liquidated in all at this impact. */
  readonly liquidated: number;
}

/** How a shock's outcome depends on the depth of the market. */
export interface TippingPoint {
  /** Every impact at which the outcome jumps, ascending. */
  readonly thresholds: readonly CascadeThreshold[];
  /** The threshold that adds most; null when no impact starts a cascade. */
  readonly tipping: CascadeThreshold | null;
}

/**
 * Finds the impacts at which a shock turns into a cascade, exactly: with Q units liquidated so far the next level p
 * goes when impact >= |shocked - p| / Q, and it can only go after all nearer ones. One number of amplification says
 * little beside these, because the outcome jumps.
 */
export function cascadeTippingPoint(input: CascadeInput): Result<TippingPoint> {
  const issues = checkInput(input);
  if (issues.length > 0) return fail(...issues);
  const { levels, priceUsd, shock } = input;
  const direction = Math.sign(shock);
  const shocked = priceUsd * (1 + shock);
  const start = liquidatedAt(input, shocked);
  const ahead = levels
    .map((level) => ({ distance: direction * (level.liquidationPriceUsd - shocked), size: level.size }))
    .filter(({ distance, size }) => distance > 0 && size > 0)
    .sort((a, b) => a.distance - b.distance);
  const thresholds: CascadeThreshold[] = [];
  let liquidated = start;
  let impact = 0;
  for (const { distance, size } of liquidated > 0 ? ahead : []) {
    impact = Math.max(impact, distance / liquidated);
    liquidated += size;
    if (thresholds.at(-1)?.impactUsdPerUnit === impact) thresholds.pop();
    thresholds.push({ impactUsdPerUnit: impact, liquidated });
  }
  let tipping: CascadeThreshold | null = null;
  let largest = 0;
  thresholds.forEach((threshold, i) => {
    const added = threshold.liquidated - (thresholds[i - 1]?.liquidated ?? start);
    if (added > largest) [tipping, largest] = [threshold, added];
  });
  return ok({ thresholds, tipping });
}

function liquidatedAt({ levels, shock }: CascadeInput, price: number): number {
  return levels.reduce((sum, { liquidationPriceUsd, size }) => {
    const hit = shock < 0 ? liquidationPriceUsd >= price : liquidationPriceUsd <= price;
    return hit ? sum + size : sum;
  }, 0);
}

function checkInput({ levels, priceUsd, shock }: CascadeInput) {
  const issues = [
    ...checkPositive("priceUsd", priceUsd),
    ...levels.flatMap(({ liquidationPriceUsd, size }, i) => [
      ...checkNonNegative(`levels[${i}].liquidationPriceUsd`, liquidationPriceUsd),
      ...checkNonNegative(`levels[${i}].size`, size),
    ]),
  ];
  if (!(shock > -1 && shock < Number.POSITIVE_INFINITY) || shock === 0) {
    issues.push(invalid("shock", "finite, above -1 and not 0", shock));
  }
  return issues;
}
