import type { MandateTerms } from "./terms.ts";
import type { Transfer } from "./transfer.ts";

/** Why a policy other than `use` holds. */
interface PolicyReason {
  /** In words. */
  readonly reason: string;
  /** Name of the oracle rule behind it, such as "stale". */
  readonly rule?: string;
}

/** Whether an instrument's price may be traded on, decided by the oracle watch. */
export type OraclePolicy =
  | { readonly policy: "use" }
  /** Tradable, but the variance of what one unit holds counts `varianceFactor` (>= 1) times in the mandate's risk. */
  | ({ readonly policy: "widen"; readonly varianceFactor: number } & PolicyReason)
  /** Only trades that bring the position towards zero. */
  | ({ readonly policy: "reduceOnly" } & PolicyReason)
  /** No trade: the instrument's own price is not believed. */
  | ({ readonly policy: "exclude" } & PolicyReason)
  /** No trade: nothing in its market can be acted upon. */
  | ({ readonly policy: "freeze" } & PolicyReason);

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
  /** Market impact of a trade: `coefficientUsd * |units|^1.5`, USD. */
  readonly impact?: { readonly coefficientUsd: number };
  /** Gas or order fee of a trade of any size, USD. */
  readonly fixedCostUsd?: number;
  /** USD by which one unit traded moves the mark of every unit for good. */
  readonly permanentImpactUsdPerUnit2?: number;
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
  /** Most that its transfers may take out of it together, USD; without it each transfer's own limit counts. */
  readonly maxSentUsd?: number;
}

/** A greek whose sum over all venues must stay as it is, underlying by underlying. */
export interface KeptGreek {
  readonly greek: string;
  /** Residual that lots may leave, as a share of the underlying's gross greek (sum of |quantity * greek|) now. */
  readonly relativeTolerance: number;
}

/** How sure the estimated part of the benefit is: everything but margin, which the venue's rule makes certain. */
export interface BenefitConfidence {
  /** Standard error of the estimated benefit as a share of it. */
  readonly relativeError: number;
  /** Standard errors by which the net benefit must exceed the minimum. */
  readonly standardErrors: number;
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
  /** Without it, estimates are taken for certain. */
  readonly confidence?: BenefitConfidence;
}

export interface RebalanceInput {
  readonly mandate: CollateralMandate;
  readonly nettingSets: readonly RebalanceNettingSet[];
  /**
   * Rows, rewards and risk of a wider mandate. With them the total margin may rise, at its charge: such a mandate can
   * mean to take risk.
   */
  readonly terms?: MandateTerms;
  /** Ways in which collateral can go from one netting set to another. */
  readonly transfers?: readonly Transfer[];
}
