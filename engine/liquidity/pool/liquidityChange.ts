import type { TickLiquidity } from "./tickBook.ts";

/** One Mint (positive), Burn (negative) or ModifyLiquidity of a pool, raw. */
export interface LiquidityChange {
  readonly lowerTick: number;
  readonly upperTick: number;
  readonly delta: bigint;
}

/**
 * Adds a change to the ticks of a pool, in place. Both ends count it in full in their gross; it enters at the lower tick
 * and leaves at the upper one. A tick that ends at 0 stays as a row of zeros.
 */
export function changeLiquidity(ticks: Map<number, TickLiquidity>, change: LiquidityChange): void {
  const { lowerTick, upperTick, delta } = change;
  add(ticks, lowerTick, delta, delta);
  add(ticks, upperTick, delta, -delta);
}

function add(ticks: Map<number, TickLiquidity>, tick: number, gross: bigint, net: bigint): void {
  const known = ticks.get(tick);
  ticks.set(tick, { tick, gross: (known?.gross ?? 0n) + gross, net: (known?.net ?? 0n) + net });
}
