import { fail, ok, type Result } from "../result.ts";
import type { MarginReport, MarginTerm } from "./report.ts";

/** What a model knows of one netting set before the sums are taken. */
export interface ReportParts {
  readonly model: string;
  readonly equityUsd: number;
  readonly terms: readonly MarginTerm[];
  /** Price that `liquidationPriceUsd` is compared with, USD per base unit; null when no single price drives the set. */
  readonly presentPriceUsd: number | null;
  readonly liquidationPriceUsd: number | null;
  readonly worstScenario?: MarginReport["worstScenario"];
}

/**
 * Sums the terms into a `MarginReport` and measures the distance to liquidation.
 * Fails with INVALID_INPUT when finite inputs overflow float64, so that no report ever carries NaN or infinity.
 */
export function buildReport(parts: ReportParts): Result<MarginReport> {
  let initialUsd = 0;
  let maintenanceUsd = 0;
  for (const term of parts.terms) {
    initialUsd += term.initialUsd;
    maintenanceUsd += term.maintenanceUsd;
  }
  const numbers = [initialUsd, maintenanceUsd, parts.equityUsd];
  if (!numbers.every((value) => Number.isFinite(value))) {
    return fail({ code: "INVALID_INPUT", message: `${parts.model}: the inputs overflow float64` });
  }
  const { liquidationPriceUsd, presentPriceUsd } = parts;
  const liquidationDistance =
    liquidationPriceUsd === null || presentPriceUsd === null
      ? null
      : liquidationPriceUsd / presentPriceUsd - 1;
  return ok({
    model: parts.model,
    initialUsd,
    maintenanceUsd,
    equityUsd: parts.equityUsd,
    liquidationPriceUsd,
    liquidationDistance,
    worstScenario: parts.worstScenario ?? null,
    terms: parts.terms,
  });
}
