import { type PricedLeg, priceLegs } from "../book/legs.ts";
import type { BookPosition, NettingSet } from "../book/position.ts";
import type { Sheet } from "../book/sheet.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { scenarioMargin } from "./scenarioRisk.ts";

/** What one position uses (> 0) or saves (< 0) of a scenario margin, in USD. */
export interface PositionComponent {
  readonly positionId: string;
  readonly nettingSetId: string;
  readonly componentUsd: number;
  /** Margin of all minus margin without this position. */
  readonly incrementalUsd: number;
}

/** Euler split of the scenario margin of one netting set, or of a book as if it were one. */
export interface MarginAttribution {
  readonly marginUsd: number;
  /** Names of the scenarios that set the margin; several when they tie. */
  readonly scenarios: readonly string[];
  readonly components: readonly PositionComponent[];
}

/** P&L in USD of one position by scenario: quantity times the row's vector. */
export function positionPnl(leg: PricedLeg): Float64Array {
  return leg.row.pnl.map((x) => leg.position.quantity * x);
}

/**
 * Splits the scenario margin of positions, taken as one set, over the positions. To see what a venue asks, pass the
 * positions of one netting set; a whole book shows what margin would be if every venue netted with every other.
 * Fails only on a sheet without scenarios; positions that cannot be counted are issues beside the result.
 */
export function attributeMargin(
  positions: readonly BookPosition[],
  nettingSets: readonly NettingSet[],
  sheet: Sheet,
): Result<{ readonly attribution: MarginAttribution; readonly issues: readonly Issue[] }> {
  if (sheet.scenarios.length === 0) return fail(invalid("sheet.scenarios.length", ">= 1", 0));
  const { legs, issues } = priceLegs(positions, nettingSets, sheet);
  const risk = scenarioMargin(legs.map(positionPnl));
  if (!risk.ok) return risk;
  const { risk: marginUsd, scenarios, components, incremental } = risk.value;
  return ok({
    attribution: {
      marginUsd,
      scenarios: scenarios.flatMap((s) => sheet.scenarios[s]?.name ?? []),
      components: legs.map(({ position }, i) => ({
        positionId: position.id,
        nettingSetId: position.nettingSetId,
        componentUsd: components[i] ?? Number.NaN,
        incrementalUsd: incremental[i] ?? Number.NaN,
      })),
    },
    issues,
  });
}
