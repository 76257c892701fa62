import { liquidityRisk } from "./concentratedLiquidity.ts";

/** One leg of a Panoptic position: a perpetual option made of a liquidity range. */
export interface PanopticLeg {
  readonly right: "put" | "call";
  readonly isLong: boolean;
  /** Liquidity of the range in human units, not negative. */
  readonly liquidity: number;
  readonly lowerPrice: number;
  readonly upperPrice: number;
}

export interface PanopticLegRisk {
  /** USD, against the token the leg was moved from: a short leg is worth 0 out of the money and less inside. */
  readonly valueUsd: number;
  /** Base units. */
  readonly delta: number;
  readonly gamma: number;
}

/**
 * Value and greeks of a leg without its streaming premium. A short put is the range less the quote it was made from
 * (L (sqrt upper - sqrt lower)), a short call the range less the base it was made from (L (1/sqrt lower - 1/sqrt
 * upper)); a long leg is the negative. Strike sqrt(lower upper). Source: panoptic-v1-core.
 */
export function panopticLegRisk(leg: PanopticLeg, spot: number): PanopticLegRisk {
  const { liquidity, lowerPrice, upperPrice } = leg;
  const range = liquidityRisk(leg, spot);
  const sign = leg.isLong ? -1 : 1;
  const moved =
    leg.right === "put"
      ? { quote: liquidity * (Math.sqrt(upperPrice) - Math.sqrt(lowerPrice)), base: 0 }
      : { quote: 0, base: liquidity * (1 / Math.sqrt(lowerPrice) - 1 / Math.sqrt(upperPrice)) };
  return {
    valueUsd: sign * (range.valueUsd - moved.quote - moved.base * spot),
    delta: sign * (range.delta - moved.base),
    gamma: sign * range.gamma,
  };
}

/**
 * Ticks of a leg from its strike tick and width in units of tick spacing. The odd half goes above: upper rounds up,
 * lower rounds down.
 */
export function panopticTicks(
  strikeTick: number,
  width: number,
  tickSpacing: number,
): { lower: number; upper: number } {
  const half = (width * tickSpacing) / 2;
  return { lower: strikeTick - Math.floor(half), upper: strikeTick + Math.ceil(half) };
}

/** Liquidity of a leg of `size` base units ("base") or USD ("quote") over a range, all in human units. */
export function panopticLiquidity(
  size: number,
  asset: "base" | "quote",
  lowerPrice: number,
  upperPrice: number,
): number {
  const perQuote = 1 / (Math.sqrt(upperPrice) - Math.sqrt(lowerPrice));
  return asset === "quote" ? size * perQuote : size * Math.sqrt(lowerPrice * upperPrice) * perQuote;
}
