import type { MandateRow } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";
import type { Holding, Holdings } from "./holding.ts";
import { perUnitOf } from "./rows.ts";

/** A netting set with what its venue asks to keep a position open. */
export interface LiquidationSet {
  readonly nettingSetId: string;
  /** What the venue counts towards the requirement now, USD. */
  readonly equityUsd: number;
  /** Maintenance margin as a share of notional, by instrument; 0 for those left out. */
  readonly maintenanceRates: readonly { readonly instrumentId: string; readonly rate: number }[];
}

/** How far a price must be able to move before a set is liquidated. */
export interface LiquidationLimit {
  /** Relative move, such as 0.25, in (0, 1). */
  readonly distance: number;
  readonly sets: readonly LiquidationSet[];
}

/** Rows double with each leg that has a maintenance margin. */
const MOST_LEGS = 6;

/**
 * For each set, each of its underlyings alone and all together, up and down by the distance: equity + P&L >= maintenance
 * margin at the moved price, sum_i (pnl_i(m) -+ rate_i price_i (1 + m)) x_i + equity >= 0. Maintenance is charged on
 * |x|, so each pattern of signs is a row: all of them hold exactly when the requirement does. P&L by delta and gamma.
 *
 * Fails with UNSUPPORTED for a set with more than 6 legs that have a maintenance margin, INVALID_INPUT for numbers outside
 * their domain and keys that name nothing.
 */
export function liquidationRows(
  holdings: Holdings,
  { distance, sets }: LiquidationLimit,
): Result<MandateRow[]> {
  const issues: Issue[] = [];
  if (!(distance > 0 && distance < 1)) issues.push(invalid("liquidation.distance", "in (0, 1)", distance));
  const rows: MandateRow[] = [];
  sets.forEach((set, s) => {
    const path = `liquidation.sets[${s}]`;
    issues.push(...checkSet(set, holdings, path));
    if (sets.findIndex(({ nettingSetId }) => nettingSetId === set.nettingSetId) !== s)
      issues.push(invalid(`${path}.nettingSetId`, "unique", set.nettingSetId));
    const charged = set.maintenanceRates
      .filter(({ rate }) => rate > 0)
      .map(({ instrumentId }) => instrumentId);
    if (charged.length > MOST_LEGS) {
      const message = `${set.nettingSetId} has ${charged.length} legs with maintenance margin, ${MOST_LEGS} at most`;
      issues.push({ code: "UNSUPPORTED", field: `${path}.maintenanceRates`, message });
      return;
    }
    for (const { name, moves } of stresses(holdings, set, distance)) {
      for (let pattern = 0; pattern < 2 ** charged.length; pattern++) {
        const signs = new Map(charged.map((id, k) => [id, (pattern >> k) & 1 ? -1 : 1]));
        rows.push(row(holdings, set, name, moves, signs));
      }
    }
  });
  return issues.length > 0 ? fail(...issues) : ok(rows);
}

function row(
  holdings: Holdings,
  set: LiquidationSet,
  stress: string,
  moves: ReadonlyMap<string, number>,
  signs: ReadonlyMap<string, number>,
): MandateRow {
  const rates = new Map(set.maintenanceRates.map(({ instrumentId, rate }) => [instrumentId, rate]));
  const pattern = [...signs.values()].map((sign) => (sign > 0 ? "+" : "-")).join("");
  return {
    id: `liquidation:${set.nettingSetId}:${stress}:${pattern}`,
    kind: "scenario",
    unit: "USD",
    lower: 0,
    upper: null,
    constant: set.equityUsd,
    usdPerUnit: 1,
    perUnit: perUnitOf(holdings, (leg) => {
      if (leg.nettingSetId !== set.nettingSetId) return 0;
      const move = moves.get(leg.underlying) ?? 0;
      const maintenance = (rates.get(leg.instrumentId) ?? 0) * leg.priceUsd * (1 + move);
      return movePnl(leg, move) - (signs.get(leg.instrumentId) ?? 0) * maintenance;
    }),
  };
}

/** P&L per unit of a relative move of the underlying, to second order. */
function movePnl({ greeks, referenceUsd }: Holding, move: number): number {
  const change = referenceUsd * move;
  return greeks.delta * change + (greeks.gamma * change * change) / 2;
}

function stresses(holdings: Holdings, { nettingSetId }: LiquidationSet, distance: number) {
  const own = holdings.legs.filter((leg) => leg.nettingSetId === nettingSetId);
  const underlyings = [...new Set(own.map(({ underlying }) => underlying))].sort();
  const groups = underlyings.map((name) => [name]);
  if (underlyings.length > 1) groups.push(underlyings);
  return groups.flatMap((names) =>
    [-distance, distance].map((move) => ({
      name: `${names.join("+")} ${move > 0 ? "up" : "down"}`,
      moves: new Map(names.map((name) => [name, move])),
    })),
  );
}

function checkSet(set: LiquidationSet, holdings: Holdings, path: string): Issue[] {
  const own = holdings.legs.filter(({ nettingSetId }) => nettingSetId === set.nettingSetId);
  const issues = checkFinite(`${path}.equityUsd`, set.equityUsd);
  if (own.length === 0) issues.push(invalid(`${path}.nettingSetId`, "the set of a leg", set.nettingSetId));
  set.maintenanceRates.forEach(({ instrumentId, rate }, i) => {
    const field = `${path}.maintenanceRates[${i}]`;
    issues.push(...checkNonNegative(`${field}.rate`, rate));
    if (!own.some((leg) => leg.instrumentId === instrumentId))
      issues.push(invalid(`${field}.instrumentId`, "an instrument of the set", instrumentId));
    if (set.maintenanceRates.findIndex((other) => other.instrumentId === instrumentId) !== i)
      issues.push(invalid(`${field}.instrumentId`, "unique", instrumentId));
  });
  return issues;
}
