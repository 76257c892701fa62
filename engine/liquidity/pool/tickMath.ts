/** Ticks of a pool: tick i is the price 1.0001^i of token0 in token1, in raw units. */
export const MIN_TICK = -887_272;
export const MAX_TICK = 887_272;

/** Root prices of the outermost ticks, as Q64.96. A pool's own root price is in [MIN, MAX). */
export const MIN_SQRT_RATIO = 4_295_128_739n;
export const MAX_SQRT_RATIO = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342n;

const Q128 = 1n << 128n;
const MAX_UINT256 = (1n << 256n) - 1n;

/** 2^128 / sqrt(1.0001)^(2^k), k from 0 to 19, as the contract writes them. */
const POWERS = [
  0xfffcb933bd6fad37aa2d162d1a594001n,
  0xfff97272373d413259a46990580e213an,
  0xfff2e50f5f656932ef12357cf3c7fdccn,
  0xffe5caca7e10e4e61c3624eaa0941cd0n,
  0xffcb9843d60f6159c9db58835c926644n,
  0xff973b41fa98c081472e6896dfb254c0n,
  0xff2ea16466c96a3843ec78b326b52861n,
  0xfe5dee046a99a2a811c461f1969c3053n,
  0xfcbe86c7900a88aedcffc83b479aa3a4n,
  0xf987a7253ac413176f2b074cf7815e54n,
  0xf3392b0822b70005940c7a398e4b70f3n,
  0xe7159475a2c29b7443b29c7fa6e889d9n,
  0xd097f3bdfd2022b8845ad8f792aa5825n,
  0xa9f746462d870fdf8a65dc1f90e061e5n,
  0x70d869a156d2a1b890bb3df62baf32f7n,
  0x31be135f97d08fd981231505542fcfa6n,
  0x9aa508b5b7a84e1c677de54f3e99bc9n,
  0x5d6af8dedb81196699c329225ee604n,
  0x2216e584f5fa1ea926041bedfe98n,
  0x48a170391f7dc42444e8fa2n,
];

/**
 * Root price of a tick as Q64.96, rounded up as on chain. The tick must be whole, from MIN_TICK to MAX_TICK.
 * Source: Uniswap v3-core 1.0.1 TickMath.getSqrtRatioAtTick; v4-core gives the same bits.
 */
export function sqrtRatioAtTick(tick: number): bigint {
  const magnitude = Math.abs(tick);
  let ratio = Q128;
  for (const [k, power] of POWERS.entries()) {
    if ((magnitude & (1 << k)) !== 0) ratio = (ratio * power) >> 128n;
  }
  if (tick > 0) ratio = MAX_UINT256 / ratio;
  return (ratio + 0xffffffffn) >> 32n;
}

/** log base sqrt(1.0001) of 2, as Q128.64, and the contract's bounds on the error of its logarithm. */
const LOG_SQRT10001_OF_2 = 255_738_958_999_603_826_347_141n;
const ERROR_BELOW = 3_402_992_956_809_132_418_596_140_100_660_247_210n;
const ERROR_ABOVE = 291_339_464_771_989_622_907_027_621_153_398_088_495n;

/**
 * The greatest tick whose root price is at most `sqrtRatio`, which must be in [MIN_SQRT_RATIO, MAX_SQRT_RATIO).
 * Source: Uniswap v3-core 1.0.1 TickMath.getTickAtSqrtRatio.
 */
export function tickAtSqrtRatio(sqrtRatio: bigint): number {
  const bits = sqrtRatio.toString(2).length - 1;
  // The root price as a mantissa in [2^127, 2^128), squared for every further binary digit of its logarithm.
  let mantissa = bits >= 95 ? (sqrtRatio << 32n) >> BigInt(bits - 95) : sqrtRatio << BigInt(127 - bits);
  let log2 = BigInt(bits - 96) << 64n;
  for (let digit = 63n; digit >= 50n; digit--) {
    const square = (mantissa * mantissa) >> 127n;
    const carry = square >> 128n;
    log2 += carry << digit;
    mantissa = square >> carry;
  }
  const logarithm = log2 * LOG_SQRT10001_OF_2;
  const below = Number((logarithm - ERROR_BELOW) >> 128n);
  const above = Number((logarithm + ERROR_ABOVE) >> 128n);
  if (below === above) return below;
  return sqrtRatioAtTick(above) <= sqrtRatio ? above : below;
}
