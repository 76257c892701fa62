/** A price range in USD per base unit. */
export interface PriceRange {
  readonly lowerPrice: number;
  readonly upperPrice: number;
}

/** Which token of the pool is the base asset, and the decimals of both. */
export interface PoolTokens {
  readonly baseIsToken0: boolean;
  readonly decimals0: number;
  readonly decimals1: number;
}

/** Price of the base in the quote at a tick: 1.0001^tick token1 per token0 in raw units, scaled and turned as needed. */
export function priceAtTick(tick: number, tokens: PoolTokens): number {
  const token1PerToken0 = 1.0001 ** tick * 10 ** (tokens.decimals0 - tokens.decimals1);
  return tokens.baseIsToken0 ? token1PerToken0 : 1 / token1PerToken0;
}

/** The range of two ticks in prices of the base; turning the pool around swaps its ends. */
export function rangeAtTicks(lowerTick: number, upperTick: number, tokens: PoolTokens): PriceRange {
  const a = priceAtTick(lowerTick, tokens);
  const b = priceAtTick(upperTick, tokens);
  return { lowerPrice: Math.min(a, b), upperPrice: Math.max(a, b) };
}

/** Liquidity in human units from the pool's integer, which scales with the root of both tokens' units. */
export function humanLiquidity(raw: bigint, tokens: PoolTokens): number {
  return Number(raw) / 10 ** ((tokens.decimals0 + tokens.decimals1) / 2);
}
