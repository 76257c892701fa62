import { isStableRow, SECONDS_PER_YEAR } from "../../../engine/book/row.ts";
import { buildSheet, type Sheet } from "../../../engine/book/sheet.ts";
import { gridScenarios } from "../../../engine/margin/openGrid/definition.ts";
import { openGridComponents, openGridMargin } from "../../../engine/margin/openGrid/openGrid.ts";
import { DERIVE_SHAPED_GRID } from "../../../engine/margin/openGrid/presets.ts";
import type { GridLeg } from "../../../engine/margin/openGrid/scan.ts";
import type { MarginReport } from "../../../engine/margin/report.ts";
import { type MarginSaved, marginSaved } from "../../../engine/netting/marginSaved.ts";
import type { Issue } from "../../../engine/result.ts";
import type { Risk } from "./risk.ts";

/** No on-chain venue recognises another's position, so nothing of a joint margin can be had today. */
const ENFORCEABLE_TODAY_USD = 0;

/** A position's leg of the joint margin and what it adds or saves. */
export interface JointComponent {
  readonly positionId: string;
  readonly nettingSetId: string;
  readonly instrumentId: string;
  readonly underlying: string;
  readonly initialUsd: number;
  readonly maintenanceUsd: number;
}

/** What one account over every venue would need, by one open grid; hypothetical. */
export interface JointMargin {
  readonly report: MarginReport | null;
  readonly saved: MarginSaved | null;
  readonly components: readonly JointComponent[];
  readonly issues: readonly Issue[];
}

/**
 * Margin of the whole book as one account under an open scenario grid, and of each netting set alone under the same
 * grid: the difference is what netting across venues would save if any venue recognised it. Components are Euler's:
 * which leg uses margin and which saves it. Stablecoins are left out: the grid moves coins, not pegs.
 */
export function jointMargin(risk: Risk): JointMargin {
  const columns = gridScenarios(DERIVE_SHAPED_GRID);
  const { sheet } = buildSheet(
    risk.view.instruments,
    { timestamp: risk.sheet.timestamp, marks: risk.view.marks },
    columns.map(({ scenario }) => scenario),
  );
  const legs = legsOf(risk, sheet);
  const equityUsd = risk.book.greeks("TOTAL").get("total")?.valueUsd ?? 0;
  const all = legs.map(({ leg }) => leg);
  const report = openGridMargin(all, DERIVE_SHAPED_GRID, equityUsd);
  const components = openGridComponents(all, DERIVE_SHAPED_GRID);
  if (!report.ok || !components.ok) {
    const issues = [report, components].flatMap((result) => (result.ok ? [] : result.issues));
    return { report: null, saved: null, components: [], issues };
  }
  const alone: Record<string, number> = {};
  for (const { id } of risk.view.nettingSets) {
    const own = legs.filter(({ nettingSetId }) => nettingSetId === id).map(({ leg }) => leg);
    const set = openGridMargin(own, DERIVE_SHAPED_GRID, 0);
    if (set.ok) alone[id] = set.value.initialUsd;
  }
  const saved = marginSaved(alone, report.value.initialUsd, ENFORCEABLE_TODAY_USD);
  return {
    report: report.value,
    saved: saved.ok ? saved.value : null,
    components: components.value.flatMap(({ id, initialUsd, maintenanceUsd }) => {
      const owner = legs.find(({ leg }) => leg.id === id);
      return owner === undefined
        ? []
        : [
            {
              positionId: id,
              nettingSetId: owner.nettingSetId,
              instrumentId: owner.instrumentId,
              underlying: owner.leg.underlying,
              initialUsd,
              maintenanceUsd,
            },
          ];
    }),
    issues: saved.ok ? [] : saved.issues,
  };
}

interface OwnedLeg {
  readonly leg: GridLeg;
  readonly nettingSetId: string;
  readonly instrumentId: string;
}

function legsOf(risk: Risk, sheet: Sheet): OwnedLeg[] {
  return risk.view.positions.flatMap(({ id, instrumentId, nettingSetId, quantity }): OwnedLeg[] => {
    const row = sheet.rows.get(instrumentId);
    if (row === undefined || isStableRow(row)) return [];
    const { instrument } = row;
    const expiry = instrument.kind === "option" ? instrument.expiry : null;
    const leg: GridLeg = {
      id,
      underlying: instrument.underlying,
      kind: instrument.kind === "spot" ? "coin" : instrument.kind === "perp" ? "linear" : "convex",
      notionalUsd: quantity * row.referenceUsd,
      yearsToExpiry: expiry === null ? 0 : Math.max(0, expiry - sheet.timestamp) / SECONDS_PER_YEAR,
      pnlUsd: row.pnl.map((pnl) => pnl * quantity),
    };
    return [{ leg, nettingSetId, instrumentId }];
  });
}
