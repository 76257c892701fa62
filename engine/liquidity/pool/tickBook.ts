import { fail, type Issue, invalid, ok, type Result } from "../../result.ts";
import { MAX_TICK, MIN_TICK } from "./tickMath.ts";

/** An initialised tick of a pool, in raw liquidity. */
export interface TickLiquidity {
  readonly tick: number;
  /** Of all positions that begin or end here. A tick with gross but no net still ends a step of a swap. */
  readonly gross: bigint;
  /** What is added to the active liquidity when the price rises through the tick. */
  readonly net: bigint;
}

/** The initialised ticks of a pool in ascending order, with the liquidity that is active above each. */
export interface TickBook {
  readonly spacing: number;
  readonly ticks: Int32Array;
  readonly net: readonly bigint[];
  /** Active from the tick up to the next one. */
  readonly active: readonly bigint[];
}

/**
 * The book of a pool. Ticks without gross liquidity are left out: they are not initialised any more.
 *
 * @param spacing the pool's own; fails for a tick off that grid, out of range or twice, and for a negative sum of nets
 */
export function tickBook(spacing: number, entries: Iterable<TickLiquidity>): Result<TickBook> {
  if (!(Number.isInteger(spacing) && spacing > 0 && spacing <= 32_767))
    return fail(invalid("spacing", "a whole number from 1 to 32767", spacing));
  const sorted = [...entries].filter(({ gross }) => gross !== 0n).sort((a, b) => a.tick - b.tick);
  const issues: Issue[] = [];
  const active: bigint[] = [];
  let sum = 0n;
  for (const [i, { tick, gross, net }] of sorted.entries()) {
    if (!(Number.isInteger(tick) && tick >= MIN_TICK && tick <= MAX_TICK && tick % spacing === 0))
      issues.push(invalid(`ticks[${i}].tick`, `a multiple of ${spacing} within +-${MAX_TICK}`, tick));
    if (tick === sorted[i - 1]?.tick) issues.push(invalid(`ticks[${i}].tick`, "listed once", tick));
    if (gross < 0n) issues.push(invalid(`ticks[${i}].gross`, ">= 0", gross));
    sum += net;
    active.push(sum);
    if (sum < 0n) issues.push(invalid(`ticks[${i}].net`, "such that no sum of nets is negative", net));
  }
  if (issues.length > 0) return fail(...issues);
  return ok({
    spacing,
    ticks: Int32Array.from(sorted, ({ tick }) => tick),
    net: sorted.map(({ net }) => net),
    active,
  });
}

/** Index of the greatest initialised tick at or below `tick`, or -1. */
export function indexAtOrBelow(book: TickBook, tick: number): number {
  let low = 0;
  let high = book.ticks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((book.ticks[middle] as number) <= tick) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Liquidity that the book says is active at the pool's current tick: the sum of the nets at or below it. */
export function activeLiquidity(book: TickBook, tick: number): bigint {
  return book.active[indexAtOrBelow(book, tick)] ?? 0n;
}

/**
 * Compares the book with the liquidity that the pool itself states (in every Swap). They differ only when a change of
 * liquidity is missing from the book. Null when they agree.
 */
export function liquidityMismatch(
  book: TickBook,
  tick: number,
  stated: bigint,
  subject: string,
): Issue | null {
  const booked = activeLiquidity(book, tick);
  if (booked === stated) return null;
  return {
    code: "INTEGRITY",
    subject,
    field: "liquidity",
    message: `the ticks up to ${tick} add to a liquidity of ${booked}, the pool states ${stated}: a mint or burn is missing`,
  };
}
