/** One summand of a margin requirement, so that a reader can redo the sum. Requirements are positive. */
export interface MarginTerm {
  readonly name: string;
  readonly initialUsd: number;
  readonly maintenanceUsd: number;
}

/**
 * What every venue's margin model answers for one netting set, in USD.
 * `initialUsd` and `maintenanceUsd` are requirements (>= 0); the set is safe while `equityUsd >= maintenanceUsd`.
 */
export interface MarginReport {
  /** Name of the model, e.g. `gmx-v2`, `derive-standard`, `derive-pm2`. */
  readonly model: string;
  readonly initialUsd: number;
  readonly maintenanceUsd: number;
  /** Collateral and unrealised P&L as the venue counts them, pending charges taken off. */
  readonly equityUsd: number;
  /** Price of the underlying nearest to the present one at which equity meets maintenance; null if there is none. */
  readonly liquidationPriceUsd: number | null;
  /** (liquidation price / present price) - 1; null if there is none. */
  readonly liquidationDistance: number | null;
  /** The scenario that sets the requirement, for scenario-based models. */
  readonly worstScenario: { readonly index: number; readonly name: string } | null;
  readonly terms: readonly MarginTerm[];
}
