const RESOLUTION = 96n;
const MAX_UINT160 = (1n << 160n) - 1n;
const MAX_UINT256 = (1n << 256n) - 1n;

/** a * b / divisor, rounded up. */
export function multiplyDivideUp(a: bigint, b: bigint, divisor: bigint): bigint {
  return divideUp(a * b, divisor);
}

/**
 * Raw token0 between two root prices (Q64.96, either order) at one liquidity: L (1/sqrt a - 1/sqrt b). Rounded up for
 * what a swapper pays, down for what it gets, in the contract's two divisions.
 * Source: Uniswap v3-core 1.0.1 SqrtPriceMath.getAmount0Delta.
 */
export function amount0Between(a: bigint, b: bigint, liquidity: bigint, roundUp: boolean): bigint {
  const [lower, upper] = a < b ? [a, b] : [b, a];
  const product = (liquidity << RESOLUTION) * (upper - lower);
  return roundUp ? divideUp(divideUp(product, upper), lower) : product / upper / lower;
}

/** Raw token1 between two root prices: L (sqrt b - sqrt a). Source: SqrtPriceMath.getAmount1Delta. */
export function amount1Between(a: bigint, b: bigint, liquidity: bigint, roundUp: boolean): bigint {
  const product = liquidity * (a < b ? b - a : a - b);
  return roundUp ? divideUp(product, 1n << RESOLUTION) : product >> RESOLUTION;
}

/**
 * Root price after `amount` of a token went into the pool; rounded against the swapper. Liquidity must be positive.
 * Source: SqrtPriceMath.getNextSqrtPriceFromInput.
 */
export function priceAfterInput(
  price: bigint,
  liquidity: bigint,
  amount: bigint,
  zeroForOne: boolean,
): bigint {
  return zeroForOne
    ? priceAfterToken0In(price, liquidity, amount)
    : price + (amount << RESOLUTION) / liquidity;
}

/**
 * Root price after `amount` of a token left the pool, or null where the pool does not hold that much at this liquidity:
 * the contract reverts there. Source: SqrtPriceMath.getNextSqrtPriceFromOutput.
 */
export function priceAfterOutput(
  price: bigint,
  liquidity: bigint,
  amount: bigint,
  zeroForOne: boolean,
): bigint | null {
  if (zeroForOne) {
    const fall = divideUp(amount << RESOLUTION, liquidity);
    return price > fall ? price - fall : null;
  }
  const numerator = liquidity << RESOLUTION;
  const product = amount * price;
  if (product > MAX_UINT256 || numerator <= product) return null;
  const next = divideUp(numerator * price, numerator - product);
  return next > MAX_UINT160 ? null : next;
}

/** The contract divides in another order, and so rounds otherwise, where its 256 bits do not hold the product. */
function priceAfterToken0In(price: bigint, liquidity: bigint, amount: bigint): bigint {
  if (amount === 0n) return price;
  const numerator = liquidity << RESOLUTION;
  const product = amount * price;
  const denominator = numerator + product;
  if (product <= MAX_UINT256 && denominator <= MAX_UINT256) return divideUp(numerator * price, denominator);
  return divideUp(numerator, numerator / price + amount);
}

function divideUp(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / divisor;
  return quotient * divisor === numerator ? quotient : quotient + 1n;
}
