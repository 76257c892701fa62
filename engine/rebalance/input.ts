/** Whether an instrument's price may be traded on, decided by the oracle watch. */
export type OraclePolicy =
  | { readonly policy: "use" }
  /** Only trades that bring the position towards zero. */
  | { readonly policy: "reduceOnly"; readonly reason: string }
  /** No trade at all. */
  | { readonly policy: "freeze"; readonly reason: string };

/** One instrument inside one netting set: what is held of it and what may be traded. */
export interface RebalanceLeg {
  /** Unique inside its netting set. */
  readonly instrumentId: string;
  readonly underlying: string;
  /** Signed units held now; long > 0. */
  readonly quantity: number;
  /** USD (> 0); the base of fees, spread and the notional of an order. */
  readonly notionalUsdPerUnit: number;
  /** Per unit, by the name of the greek: `delta` in base units, `vega` in USD per 1.00; absent means 0. */
  readonly greeksPerUnit: Readonly<Record<string, number>>;
  /** Basis points of the traded notional. */
  readonly feeBps: number;
  readonly halfSpreadBps: number;
  /** USD per year for one unit held long, and for one unit held short; received > 0. */
  readonly carryLongUsdPerYear: number;
  readonly carryShortUsdPerYear: number;
  /** Smallest step of a trade in units; 0 for any amount. A full close is always allowed. */
  readonly lot: number;
  /** Smallest trade in units; 0 for none. A full close is always allowed. */
  readonly minimumTrade: number;
  /** Bounds of the position afterwards; none by default. A one-sided leg of a hedge-mode venue has a 0 here. */
  readonly minPosition?: number;
  readonly maxPosition?: number;
  /** Most that can be traded in either direction, e.g. by depth or participation. */
  readonly maxTrade?: number;
  readonly oracle: OraclePolicy;
}

/** A linear function of the set's quantities: `constantUsd + sum(usdPerUnit[i] * quantity[i])`. */
export interface MarginPiece {
  readonly name: string;
  readonly constantUsd: number;
  /** One per leg of the set, in the order in which the input lists them. */
  readonly usdPerUnit: readonly number[] | Float64Array;
}

/** One convex part of a requirement: the largest of its pieces, and never below 0. */
export interface MarginBlock {
  readonly name: string;
  readonly pieces: readonly MarginPiece[];
}

/** A netting set with its requirement as the sum of its blocks. */
export interface RebalanceNettingSet {
  readonly id: string;
  /** What the venue counts towards the requirement, USD. */
  readonly equityUsd: number;
  readonly legs: readonly RebalanceLeg[];
  readonly margin: readonly MarginBlock[];
}

/** A greek whose sum over all venues must stay as it is, underlying by underlying. */
export interface KeptGreek {
  readonly greek: string;
  /** Residual that lots may leave, as a share of the underlying's gross greek (sum of |quantity * greek|) now. */
  readonly relativeTolerance: number;
}

/**
 * Collateral-efficient rebalance: keep the owner's aggregate greeks, release margin where it is worth more than the
 * trades cost.
 */
export interface CollateralMandate {
  /** Years over which released margin and carry count; costs are paid once. */
  readonly horizonYears: number;
  /** Value of one USD of free margin for one year, per 1.00. */
  readonly marginChargePerYear: number;
  readonly keep: readonly KeptGreek[];
  /** A proposal must be worth more than this after costs, USD. */
  readonly minimumNetUsd: number;
  /**
   * Largest share of equity that the requirement of any set may take. When it is given, a book above it is brought
   * back even at a loss; without it, a set may use all of its equity, and one that is short may not get shorter.
   */
  readonly maxUtilisation?: number;
}

export interface RebalanceInput {
  readonly mandate: CollateralMandate;
  readonly nettingSets: readonly RebalanceNettingSet[];
}
