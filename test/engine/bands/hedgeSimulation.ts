import { normalCdf, normalPdf } from "../../../engine/pricing/normal.ts";
import { hedgeTrade } from "../../../engine/rebalance/bands/hedgeTrade.ts";
import { lelandVolatility } from "../../../engine/rebalance/bands/leland.ts";
import { whalleyWilmottBand } from "../../../engine/rebalance/bands/whalleyWilmott.ts";
import { zakamoulineBand } from "../../../engine/rebalance/bands/zakamouline.ts";
import { normals, value } from "../forecast/value.ts";

const SPOT = 100;
const VOLATILITY = 0.6;
const HOURS = 30 * 24;
const HOUR = 1 / 8760;

/** Hedge after a look at the market: hours passed, price, and what is held. */
type Rule = (hour: number, spot: number, hedge: number) => number;

/** A way to hedge, at a one-way proportional cost. */
export interface HedgeRule {
  readonly name: string;
  readonly rule: Rule;
}

/** What a rule left of a short 30-day call at the money (S = K = 100, volatility 60 %, no interest), USD. */
export interface HedgeOutcome {
  readonly name: string;
  /** Standard deviation of the final P&L, costs included. */
  readonly deviation: number;
  /** Mean cost paid. */
  readonly cost: number;
  /** Mean number of trades. */
  readonly trades: number;
}

const yearsLeft = (hour: number) => (HOURS - hour) * HOUR;

const d1 = (spot: number, years: number, volatility: number) =>
  Math.log(spot / SPOT) / (volatility * Math.sqrt(years)) + (volatility * Math.sqrt(years)) / 2;

/** To the Black-Scholes delta every so many hours. */
export function everyHours(interval: number): HedgeRule {
  return { name: `every ${interval} h`, rule: atInterval(interval, VOLATILITY) };
}

/** The same with the delta at Leland's volatility. */
export function lelandEveryHours(interval: number, cost: number): HedgeRule {
  const volatility = value(lelandVolatility(VOLATILITY, 2 * cost, interval * HOUR, "short"));
  return { name: `Leland every ${interval} h`, rule: atInterval(interval, volatility) };
}

function atInterval(interval: number, volatility: number): Rule {
  return (hour, spot, hedge) =>
    hour % interval === 0 ? normalCdf(d1(spot, yearsLeft(hour), volatility)) : hedge;
}

/** To the edge of Whalley and Wilmott's band. */
export function whalleyWilmott(cost: number, riskAversion: number): HedgeRule {
  return {
    name: `Whalley-Wilmott, risk aversion ${riskAversion}`,
    // The option is short, so its delta is the call's with the sign turned; the hedge is long.
    rule: (hour, spot, hedge) => {
      const terms = { spot, timeToExpiry: yearsLeft(hour), rate: 0, gamma: 0, cost, riskAversion };
      const x = d1(spot, terms.timeToExpiry, VOLATILITY);
      const band = value(whalleyWilmottBand(-normalCdf(x), { ...terms, gamma: gammaAt(spot, hour, x) }));
      return hedge + value(hedgeTrade(hedge, band));
    },
  };
}

/** To the edge of Zakamouline's band. */
export function zakamouline(cost: number, riskAversion: number): HedgeRule {
  return {
    name: `Zakamouline, risk aversion ${riskAversion}`,
    rule: (hour, spot, hedge) => {
      const timeToExpiry = yearsLeft(hour);
      const gamma = gammaAt(spot, hour, d1(spot, timeToExpiry, VOLATILITY));
      const terms = { spot, timeToExpiry, rate: 0, gamma, cost, riskAversion };
      const band = value(zakamoulineBand({ ...terms, volatility: VOLATILITY, side: "short" }));
      const centre = -normalCdf(d1(spot, timeToExpiry, band.hedgeVolatility));
      return hedge + value(hedgeTrade(hedge, { centre, halfWidth: band.halfWidth }));
    },
  };
}

function gammaAt(spot: number, hour: number, x: number): number {
  return -normalPdf(x) / (spot * VOLATILITY * Math.sqrt(yearsLeft(hour)));
}

/** Hedges every path by every rule, with a look every hour; the hedge is opened and, at expiry, closed at the same cost. */
export function simulateHedges(
  rules: readonly HedgeRule[],
  cost: number,
  pathCount: number,
  seed: number,
): HedgeOutcome[] {
  const step = VOLATILITY * Math.sqrt(HOUR);
  const normal = normals(seed);
  const path = new Float64Array(HOURS + 1).fill(SPOT);
  const sums = rules.map(() => ({ pnl: 0, squares: 0, paid: 0, trades: 0 }));
  for (let p = 0; p < pathCount; p++) {
    let log = Math.log(SPOT);
    for (let hour = 1; hour <= HOURS; hour++) {
      log += step * normal() - (step * step) / 2;
      path[hour] = Math.exp(log);
    }
    rules.forEach(({ rule }, r) => {
      const { pnl, paid, trades } = hedgePath(rule, cost, path);
      const sum = sums[r];
      if (sum === undefined) return;
      sum.pnl += pnl;
      sum.squares += pnl * pnl;
      sum.paid += paid;
      sum.trades += trades;
    });
  }
  return sums.map(({ pnl, squares, paid, trades }, r) => ({
    name: rules[r]?.name ?? "",
    deviation: Math.sqrt((squares - (pnl * pnl) / pathCount) / (pathCount - 1)),
    cost: paid / pathCount,
    trades: trades / pathCount,
  }));
}

function hedgePath(rule: Rule, cost: number, path: Float64Array) {
  let hedge = 0;
  let gain = 0;
  let paid = 0;
  let trades = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    const spot = path[hour] as number;
    const next = rule(hour, spot, hedge);
    if (next !== hedge) trades += 1;
    paid += cost * spot * Math.abs(next - hedge);
    hedge = next;
    gain += hedge * ((path[hour + 1] as number) - spot);
  }
  const last = path[HOURS] as number;
  // The option is settled in cash, so the hedge has to be closed in the market.
  paid += cost * last * Math.abs(hedge);
  return { pnl: gain - paid - Math.max(0, last - SPOT), paid, trades };
}

/** Where a rule stands against fixed intervals. */
export interface FrontierComparison {
  /** Cost at the rule's deviation, between the two intervals around it; of the steadiest one when none is as steady. */
  readonly cost: number;
  /** False when no interval reaches the rule's deviation: the comparison then favours the intervals. */
  readonly isReached: boolean;
}

/**
 * Cost of hedging at fixed intervals with this deviation: linear between neighbours on the frontier, which leaves out
 * intervals that another one beats in both. Null when every interval is steadier than the rule.
 */
export function frontierCost(
  frontier: readonly HedgeOutcome[],
  deviation: number,
): FrontierComparison | null {
  const isBeaten = (p: HedgeOutcome) => frontier.some((q) => q.deviation < p.deviation && q.cost < p.cost);
  const sorted = frontier.filter((p) => !isBeaten(p)).sort((a, b) => a.deviation - b.deviation);
  const above = sorted.findIndex((point) => point.deviation >= deviation);
  if (above < 0) return null;
  const right = sorted[above];
  const left = above > 0 ? sorted[above - 1] : undefined;
  if (right === undefined) return null;
  if (left === undefined) return { cost: right.cost, isReached: false };
  const share = (deviation - left.deviation) / (right.deviation - left.deviation);
  return { cost: left.cost + share * (right.cost - left.cost), isReached: true };
}
