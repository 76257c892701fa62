import { describe, expect, it } from "vitest";
import { normalCdf, normalPdf } from "../../../engine/pricing/normal.ts";
import { hedgeTrade } from "../../../engine/rebalance/bands/hedgeTrade.ts";
import { whalleyWilmottBand } from "../../../engine/rebalance/bands/whalleyWilmott.ts";
import { zakamoulineBand } from "../../../engine/rebalance/bands/zakamouline.ts";
import { normals, value } from "../forecast/value.ts";

const SPOT = 100;
const VOLATILITY = 0.6;
const HOURS = 30 * 24;
const HOUR = 1 / 8760;
const PATHS = 1000;
const INTERVALS = [1, 2, 4, 8, 24];

/** Hedge after a look at the market: hours passed, price, and what is held. */
type Rule = (hour: number, spot: number, hedge: number) => number;

const d1 = (spot: number, years: number, volatility: number) =>
  Math.log(spot / SPOT) / (volatility * Math.sqrt(years)) + (volatility * Math.sqrt(years)) / 2;

const everyHours =
  (interval: number): Rule =>
  (hour, spot, hedge) =>
    hour % interval === 0 ? normalCdf(d1(spot, (HOURS - hour) * HOUR, VOLATILITY)) : hedge;

/** The option is short, so its delta is the call's with the sign turned; the hedge is long. */
const banded =
  (cost: number, kind: "whalley-wilmott" | "zakamouline"): Rule =>
  (hour, spot, hedge) => {
    const timeToExpiry = (HOURS - hour) * HOUR;
    const x = d1(spot, timeToExpiry, VOLATILITY);
    const gamma = -normalPdf(x) / (spot * VOLATILITY * Math.sqrt(timeToExpiry));
    const terms = { spot, timeToExpiry, rate: 0, gamma, cost, riskAversion: 1 };
    if (kind === "whalley-wilmott")
      return hedge + value(hedgeTrade(hedge, value(whalleyWilmottBand(-normalCdf(x), terms))));
    const band = value(zakamoulineBand({ ...terms, volatility: VOLATILITY, side: "short" }));
    const centre = -normalCdf(d1(spot, timeToExpiry, band.hedgeVolatility));
    return hedge + value(hedgeTrade(hedge, { centre, halfWidth: band.halfWidth }));
  };

const step = VOLATILITY * Math.sqrt(HOUR);
const normal = normals(30);
const paths = Array.from({ length: PATHS }, () => {
  let log = Math.log(SPOT);
  return Float64Array.from({ length: HOURS + 1 }, (_, h) => {
    if (h > 0) log += step * normal() - (step * step) / 2;
    return Math.exp(log);
  });
});

/** Deviation of the final P&L and mean cost of a short 30-day call at the money, hourly looks. */
function hedged(rule: Rule, cost: number): { deviation: number; cost: number } {
  const results = paths.map((path) => {
    let hedge = 0;
    let gain = 0;
    let paid = 0;
    for (let hour = 0; hour < HOURS; hour++) {
      const spot = path[hour] as number;
      const next = rule(hour, spot, hedge);
      paid += cost * spot * Math.abs(next - hedge);
      hedge = next;
      gain += hedge * ((path[hour + 1] as number) - spot);
    }
    const last = path[HOURS] as number;
    return { pnl: gain - paid - Math.max(0, last - SPOT), paid };
  });
  const mean = results.reduce((sum, { pnl }) => sum + pnl, 0) / PATHS;
  const variance = results.reduce((sum, { pnl }) => sum + (pnl - mean) ** 2, 0) / (PATHS - 1);
  return {
    deviation: Math.sqrt(variance),
    cost: results.reduce((sum, { paid }) => sum + paid, 0) / PATHS,
  };
}

/** Cost of hedging at fixed intervals with no more than this deviation, interpolated; the steadiest one's if none has. */
function frontierCost(frontier: readonly { deviation: number; cost: number }[], deviation: number): number {
  const isBeaten = (p: { deviation: number; cost: number }) =>
    frontier.some((q) => q.deviation < p.deviation && q.cost < p.cost);
  const sorted = frontier.filter((p) => !isBeaten(p)).sort((a, b) => a.deviation - b.deviation);
  const above = sorted.findIndex((point) => point.deviation >= deviation);
  const right = sorted.at(above);
  const left = above > 0 ? sorted[above - 1] : undefined;
  if (right === undefined) throw new Error("no interval");
  if (left === undefined) return right.cost;
  const share = (deviation - left.deviation) / (right.deviation - left.deviation);
  return left.cost + share * (right.cost - left.cost);
}

describe("hedging a short call within a band", () => {
  it.each([0.0005, 0.002])(
    "costs a quarter less than fixed intervals of equal deviation, at cost %s",
    (cost) => {
      const frontier = INTERVALS.map((hours) => hedged(everyHours(hours), cost));
      const lines = INTERVALS.map((hours, i) => {
        const point = frontier[i];
        return `every ${hours} h: ${point?.deviation.toFixed(3)} / ${point?.cost.toFixed(3)}`;
      });
      for (const kind of ["zakamouline", "whalley-wilmott"] as const) {
        const band = hedged(banded(cost, kind), cost);
        const saved = 1 - band.cost / frontierCost(frontier, band.deviation);
        lines.push(
          `${kind}: ${band.deviation.toFixed(3)} / ${band.cost.toFixed(3)}, saves ${(100 * saved).toFixed(0)} %`,
        );
        if (kind === "zakamouline") expect(saved).toBeGreaterThanOrEqual(0.25);
        else expect(saved).toBeGreaterThan(0);
      }
      console.log(`deviation / cost at ${10_000 * cost} bp\n  ${lines.join("\n  ")}`);
    },
  );
});
