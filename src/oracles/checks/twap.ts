/** Running sum of log-price times seconds, with marks to subtract: what a pool's observations array does. Plain data. */
export interface TwapState {
  time: number;
  logPrice: number;
  /** Sum up to `time`. */
  cumulative: number;
  /** Oldest first; at most `MARKS + 1`, a window's length apart in total. */
  marks: { time: number; cumulative: number }[];
}

/** Marks in a window: the window's length is right to 1/30, a minute in half an hour. */
const MARKS = 30;

/**
 * Adds a price to the average. The price before it held until now, so the cumulative grows by the OLD log-price times the
 * time that passed, as a Uniswap v3 pool does at the first swap of a block. A time before the last one starts the average again: the clock was wrong.
 *
 * @param windowSeconds how far back the average shall reach
 */
export function addToTwap(
  state: TwapState | null,
  price: number,
  time: number,
  windowSeconds: number,
): TwapState {
  const logPrice = Math.log(price);
  if (state === null || time < state.time) {
    return { time, logPrice, cumulative: 0, marks: [{ time, cumulative: 0 }] };
  }
  const elapsed = time - state.time;
  state.cumulative += state.logPrice * elapsed;
  state.time = time;
  state.logPrice = logPrice;
  const newest = state.marks.at(-1);
  if (newest === undefined || time - newest.time >= windowSeconds / MARKS) {
    state.marks.push({ time, cumulative: state.cumulative });
    while (state.marks.length > 2 && (state.marks[1]?.time ?? time) <= time - windowSeconds)
      state.marks.shift();
  }
  return state;
}

/**
 * Geometric mean price over the window up to `now`: exp((sum(now) - sum(then)) / (now - then)), the price of Uniswap v3's
 * arithmetic mean tick. Null while less than half the window has been seen.
 */
export function twapPrice(state: TwapState, now: number, windowSeconds: number): number | null {
  const from = state.marks.findLast(({ time }) => time <= now - windowSeconds) ?? state.marks[0];
  if (from === undefined || now < state.time || now - from.time < windowSeconds / 2) return null;
  const cumulative = state.cumulative + state.logPrice * (now - state.time);
  return Math.exp((cumulative - from.cumulative) / (now - from.time));
}
