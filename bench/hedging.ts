/**
 * Compares hedge bands with hedging at fixed intervals: `node bench/hedging.ts [--paths 20000]`.
 * A short 30-day call at the money (S = K = 100, volatility 60 %), a look every hour, 20,000 seeded paths, proportional
 * costs of 5 and 20 bp. The bar: at the risk aversion fixed beforehand (1 per USD, the reference's), a band costs at least
 * a quarter less than the frontier of fixed intervals, interpolated at the band's own deviation. The other risk aversions
 * show that the choice of 1 does not make the result. Exits with 1 when the bar is missed.
 */
import { parseArgs } from "node:util";
import {
  everyHours,
  frontierCost,
  type HedgeOutcome,
  lelandEveryHours,
  simulateHedges,
  whalleyWilmott,
  zakamouline,
} from "../test/engine/bands/hedgeSimulation.ts";

const { values: flags } = parseArgs({ options: { paths: { type: "string", default: "20000" } } });
const PATHS = Number(flags.paths);
const SEED = 20_000;
const INTERVALS = [1, 2, 3, 4, 6, 8, 12, 24, 48];
const COSTS = [0.0005, 0.002];
const BAR = 0.25;
const RISK_AVERSION = 1;
const OTHER_AVERSIONS = [0.3, 3];

let missed = 0;
for (const cost of COSTS) {
  const bands = [RISK_AVERSION, ...OTHER_AVERSIONS].flatMap((aversion) => [
    whalleyWilmott(cost, aversion),
    zakamouline(cost, aversion),
  ]);
  const plain = INTERVALS.map(everyHours);
  const leland = INTERVALS.map((interval) => lelandEveryHours(interval, cost));
  const outcomes = simulateHedges([...plain, ...leland, ...bands], cost, PATHS, SEED);
  const frontier = outcomes.slice(0, plain.length);
  const adjusted = outcomes.slice(plain.length, plain.length + leland.length);
  console.log(`\n${10_000 * cost} bp, ${PATHS.toLocaleString("en")} paths: deviation / cost / trades`);
  for (const outcome of [...frontier, ...adjusted]) console.log(`  ${line(outcome)}`);
  outcomes.slice(plain.length + leland.length).forEach((band, b) => {
    const saved = saving(frontier, band);
    // The first two are those at the risk aversion of the bar.
    const isJudged = b < 2;
    const verdict = isJudged ? ((saved ?? 0) >= BAR ? ": met" : ": MISSED") : "";
    if (isJudged && !((saved ?? 0) >= BAR)) missed += 1;
    const against = `${words(frontier, band)} (bar 25 %${verdict}), against Leland's ${words(adjusted, band)}`;
    console.log(`  ${line(band)}  saves ${against}`);
  });
}
process.exitCode = missed > 0 ? 1 : 0;

function line({ name, deviation, cost, trades }: HedgeOutcome): string {
  return `${name.padEnd(34)} ${deviation.toFixed(3)} / ${cost.toFixed(3)} / ${trades.toFixed(0)}`;
}

/** Share of the frontier's cost at equal deviation that a band saves; null when every interval is steadier. */
function saving(frontier: readonly HedgeOutcome[], band: HedgeOutcome): number | null {
  const compared = frontierCost(frontier, band.deviation);
  return compared === null ? null : 1 - band.cost / compared.cost;
}

function words(frontier: readonly HedgeOutcome[], band: HedgeOutcome): string {
  const saved = saving(frontier, band);
  if (saved === null) return "nothing comparable: every interval is steadier";
  const reached = frontierCost(frontier, band.deviation)?.isReached === true;
  return `${(100 * saved).toFixed(1)} % ${reached ? "at equal deviation" : "of the steadiest interval, which is less steady"}`;
}
