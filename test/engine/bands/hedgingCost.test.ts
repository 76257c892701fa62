import { describe, expect, it } from "vitest";
import { everyHours, frontierCost, simulateHedges, whalleyWilmott, zakamouline } from "./hedgeSimulation.ts";

const PATHS = 1000;
const SEED = 30;
const INTERVALS = [1, 2, 4, 8, 24];

describe("hedging a short call within a band", () => {
  it.each([0.0005, 0.002])(
    "costs a quarter less than fixed intervals of equal deviation, at cost %s",
    (cost) => {
      const rules = [...INTERVALS.map(everyHours), zakamouline(cost, 1), whalleyWilmott(cost, 1)];
      const outcomes = simulateHedges(rules, cost, PATHS, SEED);
      const frontier = outcomes.slice(0, INTERVALS.length);
      for (const band of outcomes.slice(INTERVALS.length)) {
        const saved = 1 - band.cost / (frontierCost(frontier, band.deviation)?.cost ?? 0);
        expect(saved, band.name).toBeGreaterThanOrEqual(0.25);
      }
    },
  );

  it("is compared at its own deviation, and knows when no interval is as steady or as loose", () => {
    const point = (deviation: number, cost: number) => ({ name: "", deviation, cost, trades: 0 });
    // The third is beaten by the second in both.
    const frontier = [point(0.4, 3), point(0.5, 1), point(0.6, 1.5), point(0.9, 0.5)];
    expect(frontierCost(frontier, 0.45)).toEqual({ cost: expect.closeTo(2, 12), isReached: true });
    expect(frontierCost(frontier, 0.7)).toEqual({ cost: expect.closeTo(0.75, 12), isReached: true });
    expect(frontierCost(frontier, 0.3)).toEqual({ cost: 3, isReached: false });
    expect(frontierCost(frontier, 1)).toBeNull();
  });
});
