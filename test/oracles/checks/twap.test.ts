import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addToTwap, type TwapState, twapPrice } from "../../../src/oracles/checks/twap.ts";

const WINDOW = 1800;

function feed(prices: readonly (readonly [time: number, price: number])[]): TwapState {
  let state: TwapState | null = null;
  for (const [time, price] of prices) state = addToTwap(state, price, time, WINDOW);
  if (state === null) throw new Error("no prices");
  return state;
}

describe("time-weighted average price", () => {
  // Uniswap v3 ticks with the tokens' decimals: tick 200000 (6, 18) and tick 255000 (8, 18).
  it.each([
    [200_000, 6 - 18, 0.00048468030502466604],
    [255_000, 8 - 18, 11.85647527503003],
  ])("of a tick that does not move is its price: %i", (tick, decimals, price) => {
    const level = 1.0001 ** tick * 10 ** decimals;
    expect(twapPrice(feed([[0, level]]), WINDOW, WINDOW)).toBeCloseTo(price, 12);
    expect(level / price).toBeCloseTo(1, 10);
  });

  it("is geometric, and weighs a price by how long it held", () => {
    const state = feed([
      [0, 100],
      [1350, 400],
    ]);
    expect(twapPrice(state, WINDOW, WINDOW)).toBeCloseTo(100 * 4 ** (450 / 1800), 9);
  });

  it("gives a price held for one block 12 / 1800 of the weight: a 50-fold block moves it by 2.6 %", () => {
    const state = feed([
      [0, 1],
      [1788, 50],
    ]);
    expect(twapPrice(state, WINDOW, WINDOW)).toBeCloseTo(50 ** (12 / 1800), 9);
  });

  it("has no answer before half the window was seen", () => {
    expect(twapPrice(feed([[0, 100]]), 899, WINDOW)).toBeNull();
    expect(twapPrice(feed([[0, 100]]), 900, WINDOW)).toBeCloseTo(100, 12);
  });

  it("agrees with the sum over every price that held, with the window right to a thirtieth", () => {
    const steps = fc.array(
      fc.record({
        wait: fc.integer({ min: 1, max: 300 }),
        price: fc.double({ min: 50, max: 150, noNaN: true }),
      }),
      { minLength: 20, maxLength: 120 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let time = 0;
        const prices: [number, number][] = [[0, 100]];
        for (const { wait, price } of list) {
          time += wait;
          prices.push([time, price]);
        }
        const twap = twapPrice(feed(prices), time, WINDOW);
        if (twap === null) return;
        const meanSince = (from: number) => {
          const held = prices.map(([at, price], i) => {
            const until = prices[i + 1]?.[0] ?? time;
            return Math.log(price) * Math.max(0, until - Math.max(at, from));
          });
          return Math.exp(held.reduce((sum, part) => sum + part, 0) / (time - from));
        };
        // The window starts at the newest mark that is old enough; one of the seconds in reach has to match.
        const reach = Math.max(300, WINDOW / 30) + 60;
        const starts = Array.from({ length: reach + 1 }, (_, i) => Math.max(0, time - WINDOW) - i).filter(
          (s) => s >= 0,
        );
        expect(Math.min(...starts.map((from) => Math.abs(meanSince(from) / twap - 1)))).toBeLessThan(1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps a bounded number of marks", () => {
    let state: TwapState | null = null;
    for (let i = 0; i < 50_000; i++) state = addToTwap(state, 100, i * 12, WINDOW);
    expect(state?.marks.length).toBeLessThanOrEqual(32);
  });
});
