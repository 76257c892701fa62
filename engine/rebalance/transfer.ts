/**
 * A way for collateral to go from one netting set to another. Of one USD that leaves the equity of the first,
 * `(1 - feeBps / 10,000) * (1 - haircut)` is added to that of the second.
 */
export interface Transfer {
  /** Unique. */
  readonly id: string;
  readonly fromSetId: string;
  readonly toSetId: string;
  readonly asset: string;
  /** Most that can be moved, USD; e.g. the free balance of the asset. */
  readonly maxUsd: number;
  /** Basis points of the amount. */
  readonly feeBps: number;
  /** Gas and bridge fee of a transfer of any size, USD. */
  readonly fixedCostUsd: number;
  /** Share of the value that the receiving venue does not count, from 0 to under 1. */
  readonly haircut: number;
  /** How long it takes to arrive. */
  readonly etaSeconds: number;
  /** What carries it; the venue itself for a move inside one chain. */
  readonly bridge: string;
}

/** USD of equity that one USD sent adds to the receiving set. */
export function arrivingShare({ feeBps, haircut }: Transfer): number {
  return (1 - feeBps / 1e4) * (1 - haircut);
}
