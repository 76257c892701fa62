import { fail, ok, type Result } from "../../result.ts";
import { buildReport } from "../buildReport.ts";
import { finite, issuesOf } from "../checks.ts";
import type { MarginReport } from "../report.ts";
import { columnWeight, type GridDefinition, gridScenarios } from "./definition.ts";
import { checkLegs, type GridLeg, legContingency, scanUnits } from "./scan.ts";

/**
 * Hypothetical joint margin of positions on an open scenario grid.
 *
 * For each underlying the P&L of all legs is added scenario by scenario and the worst weighted loss is taken, not below
 * zero; underlyings are added up. On top come charges on size that no offset lowers. Both parts are subadditive, so the
 * joint margin of a book never exceeds the sum over its parts; it is what one clearing house for all venues could ask,
 * and no venue grants it.
 *
 * initial = loss * initialFactor + contingencies; maintenance = loss * maintenanceFactor + their maintenance share.
 * `worstScenario` is that of the underlying with the largest loss, as an index into `gridScenarios(definition)`; there
 * is no single liquidation price. Fails with INVALID_INPUT naming each field outside its domain.
 * Shape: scenario-based portfolio margin as Deribit and Derive document it.
 */
export function openGridMargin(
  legs: readonly GridLeg[],
  definition: GridDefinition,
  equityUsd: number,
): Result<MarginReport> {
  const scenarios = gridScenarios(definition);
  const issues = [
    ...issuesOf(finite("equityUsd", equityUsd)),
    ...checkLegs(legs, definition, scenarios.length),
  ];
  if (issues.length > 0) return fail(...issues);

  const units = scanUnits(legs, definition, scenarios);
  const charges = new Map(units.map(({ underlying }) => [underlying, { initialUsd: 0, maintenanceUsd: 0 }]));
  for (const leg of legs) {
    const charge = legContingency(leg, definition);
    const sum = charges.get(leg.underlying);
    if (sum === undefined) continue;
    sum.initialUsd += charge.initialUsd;
    sum.maintenanceUsd += charge.maintenanceUsd;
  }
  const largest = units.reduce<(typeof units)[number] | null>(
    (found, unit) => (unit.lossUsd > (found?.lossUsd ?? 0) ? unit : found),
    null,
  );
  const index = largest?.worst[0];
  const name = index === undefined ? undefined : scenarios[index]?.scenario.name;
  return buildReport({
    model: `open-grid-${definition.name}`,
    equityUsd,
    presentPriceUsd: null,
    liquidationPriceUsd: null,
    worstScenario: index === undefined || name === undefined ? null : { index, name },
    terms: units.flatMap(({ underlying, lossUsd }) => [
      {
        name: `${underlying} worst loss`,
        initialUsd: lossUsd * definition.initialFactor,
        maintenanceUsd: lossUsd * definition.maintenanceFactor,
      },
      {
        name: `${underlying} contingency`,
        ...(charges.get(underlying) ?? { initialUsd: 0, maintenanceUsd: 0 }),
      },
    ]),
  });
}

/** What one leg adds to (> 0) or takes off (< 0) the joint margin. */
export interface GridComponent {
  readonly id: string;
  readonly initialUsd: number;
  readonly maintenanceUsd: number;
}

/**
 * Euler components of the joint margin: a leg's loss in the worst scenario of its underlying, averaged over tied
 * scenarios, plus its contingency. They add up to the margin; a negative one is a hedge. Components say what a small
 * change of size does, not what taking the leg out would do.
 * Fails like `openGridMargin`. Source: Tasche, "Risk contributions and performance measurement" (1999).
 */
export function openGridComponents(
  legs: readonly GridLeg[],
  definition: GridDefinition,
): Result<readonly GridComponent[]> {
  const scenarios = gridScenarios(definition);
  const issues = checkLegs(legs, definition, scenarios.length);
  if (issues.length > 0) return fail(...issues);

  const worstOf = new Map(
    scanUnits(legs, definition, scenarios).map((unit) => [unit.underlying, unit.worst]),
  );
  return ok(
    legs.map((leg) => {
      const worst = worstOf.get(leg.underlying) ?? [];
      let loss = 0;
      for (const s of worst) {
        const column = scenarios[s];
        if (column !== undefined)
          loss -= columnWeight(definition, column, leg.underlying) * (leg.pnlUsd[s] ?? 0);
      }
      const mean = worst.length === 0 ? 0 : loss / worst.length;
      const charge = legContingency(leg, definition);
      return {
        id: leg.id,
        initialUsd: mean * definition.initialFactor + charge.initialUsd,
        maintenanceUsd: mean * definition.maintenanceFactor + charge.maintenanceUsd,
      };
    }),
  );
}
