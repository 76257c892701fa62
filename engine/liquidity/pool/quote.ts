import { fail, type Issue, invalid, ok, type Result } from "../../result.ts";
import { FEE_UNIT, type SwapStep, stepByInput, stepByOutput } from "./swapStep.ts";
import { indexAtOrBelow, type TickBook } from "./tickBook.ts";
import {
  MAX_SQRT_RATIO,
  MAX_TICK,
  MIN_SQRT_RATIO,
  MIN_TICK,
  sqrtRatioAtTick,
  tickAtSqrtRatio,
} from "./tickMath.ts";

/** Where a pool stands between two swaps. */
export interface PoolState {
  /** Root of token1 per token0 in raw units, Q64.96. */
  readonly sqrtPriceX96: bigint;
  /** The pool's own: after a fall onto an initialised tick it is one below the price's. */
  readonly tick: number;
  /** Active liquidity, raw. */
  readonly liquidity: bigint;
}

/** A swap that is asked for; amounts are raw. */
export interface SwapOrder {
  /** True when token0 is given and token1 taken. */
  readonly zeroForOne: boolean;
  /** Which side `amount` fixes. */
  readonly exact: "input" | "output";
  readonly amount: bigint;
  /** Hundredths of a basis point of the input: 3,000 is 0.3 %. */
  readonly fee: number;
  /** Where the swap must stop at the latest; the end of the price range when absent. */
  readonly limitX96?: bigint;
}

/** What a swap takes, gives and leaves behind. */
export interface Quote {
  /** Raw, fee included. */
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** The part of `amountIn` that is fee. */
  readonly fee: bigint;
  /** False when the price limit came before the amount was used up. */
  readonly isFilled: boolean;
  readonly after: PoolState;
}

/** Ticks in one word of the pool's bitmap, in units of its spacing: a swap makes at most one word in a step. */
const WORD = 256;

/**
 * The amounts of a swap, to the last unit as the pool itself computes them. The swap steps from initialised tick to
 * initialised tick and also stops at every border of a bitmap word, because each step rounds. v4 pools without hooks
 * give the same amounts for the fee that they charge.
 * Sources: Uniswap v3-core 1.0.1 UniswapV3Pool.swap, TickBitmap.nextInitializedTickWithinOneWord; v4-core Pool.swap.
 *
 * @returns INVALID_INPUT for an order or a state that the pool would refuse
 */
export function quote(pool: PoolState, book: TickBook, order: SwapOrder): Result<Quote> {
  const { zeroForOne, exact } = order;
  const limit = order.limitX96 ?? (zeroForOne ? MIN_SQRT_RATIO + 1n : MAX_SQRT_RATIO - 1n);
  const issues = orderIssues(pool, order, limit);
  if (issues.length > 0) return fail(...issues);
  let { sqrtPriceX96, tick, liquidity } = pool;
  let remaining = order.amount;
  let [amountIn, amountOut, fee] = [0n, 0n, 0n];
  let below = indexAtOrBelow(book, tick);
  while (remaining !== 0n && sqrtPriceX96 !== limit) {
    const index = zeroForOne ? below : below + 1;
    const { next, isInitialised } = nextStop(book, tick, index, zeroForOne);
    const nextX96 = sqrtRatioAtTick(next);
    const targetX96 = (zeroForOne ? nextX96 < limit : nextX96 > limit) ? limit : nextX96;
    const stretch = { sqrtPriceX96, targetX96, liquidity, fee: BigInt(order.fee) };
    const step: SwapStep | null =
      exact === "input" ? stepByInput(stretch, remaining) : stepByOutput(stretch, remaining);
    if (step === null) return fail(invalid("amount", "held by the pool", order.amount));
    const moved = step.sqrtPriceX96 !== sqrtPriceX96;
    sqrtPriceX96 = step.sqrtPriceX96;
    amountIn += step.amountIn + step.fee;
    amountOut += step.amountOut;
    fee += step.fee;
    remaining -= exact === "input" ? step.amountIn + step.fee : step.amountOut;
    if (sqrtPriceX96 === nextX96) {
      if (isInitialised) {
        const net = book.net[index] as bigint;
        liquidity += zeroForOne ? -net : net;
        below += zeroForOne ? -1 : 1;
      }
      tick = zeroForOne ? next - 1 : next;
    } else if (moved) {
      tick = tickAtSqrtRatio(sqrtPriceX96);
    }
  }
  const after = { sqrtPriceX96, tick, liquidity };
  return ok({ amountIn, amountOut, fee, isFilled: remaining === 0n, after });
}

/** The next initialised tick in the direction (that of `index`), or the border of the bitmap word if it comes first. */
function nextStop(
  book: TickBook,
  tick: number,
  index: number,
  zeroForOne: boolean,
): { next: number; isInitialised: boolean } {
  const { spacing } = book;
  const initialised = book.ticks[index];
  const compressed = Math.floor(tick / spacing) + (zeroForOne ? 0 : 1);
  const word = Math.floor(compressed / WORD) * WORD;
  const border = (zeroForOne ? word : word + WORD - 1) * spacing;
  const isInitialised =
    initialised !== undefined && (zeroForOne ? initialised >= border : initialised <= border);
  return {
    next: Math.max(MIN_TICK, Math.min(MAX_TICK, isInitialised ? initialised : border)),
    isInitialised,
  };
}

function orderIssues(pool: PoolState, order: SwapOrder, limit: bigint): Issue[] {
  const { sqrtPriceX96, tick } = pool;
  const issues: Issue[] = [];
  if (!(sqrtPriceX96 >= MIN_SQRT_RATIO && sqrtPriceX96 < MAX_SQRT_RATIO))
    issues.push(invalid("sqrtPriceX96", "within the range of root prices", sqrtPriceX96));
  else if (tickAtSqrtRatio(sqrtPriceX96) - tick > 1 || tickAtSqrtRatio(sqrtPriceX96) < tick)
    issues.push(invalid("tick", "that of the root price, or one below", tick));
  if (order.amount <= 0n) issues.push(invalid("amount", "> 0", order.amount));
  if (!(Number.isInteger(order.fee) && order.fee >= 0 && order.fee < FEE_UNIT))
    issues.push(invalid("fee", "a whole number of 1/1,000,000 below 1", order.fee));
  const isAhead = order.zeroForOne
    ? limit < sqrtPriceX96 && limit > MIN_SQRT_RATIO
    : limit > sqrtPriceX96 && limit < MAX_SQRT_RATIO;
  if (!isAhead) issues.push(invalid("limitX96", "ahead of the price and within the range", limit));
  return issues;
}
