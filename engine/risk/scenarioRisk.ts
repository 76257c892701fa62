import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite } from "./checks.ts";

/** Two totals this close, relative to the largest P&L of any leg, count as the same loss. */
const TIE = 1e-12;

/** Who causes a scenario-based requirement, in the units of the P&L. */
export interface ScenarioRisk {
  /** The requirement or shortfall. */
  readonly risk: number;
  /** The scenarios that set it: the worst ones, or the tail. */
  readonly scenarios: readonly number[];
  /** Minus each leg's P&L, averaged over those scenarios; they add up to `risk`. Negative: the leg is a hedge. */
  readonly components: readonly number[];
  /** Risk of all legs minus risk without leg i; given beside the components so that they are not confused. */
  readonly incremental: readonly number[];
}

/** P&L by leg, then by scenario. */
export type PnlByLeg = readonly ArrayLike<number>[];

/**
 * Scenario margin max(0, -min_s total_s) and its Euler components. The margin has a kink where scenarios tie, so the
 * components are averaged over the tied scenarios. Nothing is attributed when no scenario loses.
 */
export function scenarioMargin(pnl: PnlByLeg): Result<ScenarioRisk> {
  return scenarioRisk(pnl, (totals, tolerance) => {
    const worst = totals.reduce((least, total) => Math.min(least, total), 0);
    const tied = totals.filter((total) => total <= worst + tolerance).length;
    return totals.map((total) => (worst < 0 && total <= worst + tolerance ? 1 / tied : 0));
  });
}

/**
 * Historical expected shortfall: minus the mean of the ceil(tailProbability * scenarios) worst totals, and its Euler
 * components. Scenarios that tie at the edge of the tail share its last places evenly.
 */
export function scenarioShortfall(pnl: PnlByLeg, tailProbability: number): Result<ScenarioRisk> {
  if (!(tailProbability > 0 && tailProbability <= 1)) {
    return fail(invalid("tailProbability", "in (0, 1]", tailProbability));
  }
  return scenarioRisk(pnl, (totals, tolerance) => {
    // tailProbability * scenarios is a count, so a rounding error just above a whole number must not move it by one.
    const count = Math.max(1, Math.ceil(tailProbability * totals.length - 1e-9));
    const edge = [...totals].sort((a, b) => a - b)[count - 1] ?? Number.NaN;
    const worse = totals.filter((total) => total < edge - tolerance).length;
    const tied = totals.filter((total) => Math.abs(total - edge) <= tolerance).length;
    const share = (count - worse) / tied;
    return totals.map(
      (total) => (total < edge - tolerance ? 1 : total <= edge + tolerance ? share : 0) / count,
    );
  });
}

/** Weight of each scenario in the risk, given the totals by scenario; zero for most. */
type Weigh = (totals: readonly number[], tolerance: number) => readonly number[];

function scenarioRisk(pnl: PnlByLeg, weigh: Weigh): Result<ScenarioRisk> {
  const count = pnl[0]?.length ?? 0;
  const issues = pnl.flatMap((row, i) => [
    ...(row.length === count
      ? []
      : [invalid(`pnl[${i}].length`, `${count}, like that of pnl[0]`, row.length)]),
    ...Array.from(row).flatMap((x, s) => checkFinite(`pnl[${i}][${s}]`, x)),
  ]);
  if (issues.length > 0) return fail(...issues);
  const largest = pnl.reduce(
    (max, row) => Array.from(row).reduce((m, x) => Math.max(m, Math.abs(x)), max),
    0,
  );
  const totals = Array.from({ length: count }, (_, s) => pnl.reduce((sum, row) => sum + (row[s] ?? 0), 0));
  const weights = weigh(totals, TIE * largest);
  const risk = 0 - dot(totals, weights);
  return ok({
    risk,
    scenarios: weights.flatMap((w, s) => (w > 0 ? [s] : [])),
    components: pnl.map((row) => 0 - dot(row, weights)),
    incremental: pnl.map((row) => {
      const rest = totals.map((total, s) => total - (row[s] ?? 0));
      return risk + dot(rest, weigh(rest, TIE * largest));
    }),
  });
}

function dot(row: ArrayLike<number>, weights: readonly number[]): number {
  return weights.reduce((sum, w, s) => (w === 0 ? sum : sum + w * (row[s] ?? 0)), 0);
}
