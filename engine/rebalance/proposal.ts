import type { Issue } from "../result.ts";
import type { Certificate } from "../solvers/certificate.ts";

export type RebalanceAction = "TRADE" | "NO_TRADE" | "PARTIAL" | "INFEASIBLE" | "BLOCKED_BY_ORACLE";

export type ReasonCode =
  | "MARGIN_RELEASED" // the margin released and the carry are worth more than the cost
  | "CARRY_GAINED" // no margin is released, but the carry gained is worth more than the cost
  | "LIMIT_RESTORED" // the book breaks a limit of the mandate, and these orders mend it
  | "COST_EXCEEDS_BENEFIT" // margin could be released, but not worth its cost
  | "NOTHING_TO_RELEASE" // no trade that keeps the greeks lowers the charge
  | "BELOW_MIN_NOTIONAL" // what remains after lots and minimum sizes does not pay
  | "ORACLE_POLICY" // an instrument that the improvement needs may not be traded
  | "LIMIT_CONFLICT" // no trade satisfies every limit
  | "INVALID_INPUT"
  | "SOLVER_FAILED"; // limit, crash or an answer without a passed certificate

/** The sums behind a decision, USD over the horizon unless said otherwise. */
export interface DecisionTerms {
  /** Requirement before - after, USD of margin. */
  readonly marginReleasedUsd: number;
  /** Released margin * charge * horizon. */
  readonly marginReleaseValueUsd: number;
  /** Carry after - before over the horizon. */
  readonly carryUsd: number;
  readonly feesUsd: number;
  readonly spreadUsd: number;
}

export interface RebalanceDecision {
  readonly action: RebalanceAction;
  readonly reasonCode: ReasonCode;
  /** One sentence with the numbers. */
  readonly reason: string;
  /** Of the orders below; of the best trades that were turned down when there are no orders. */
  readonly benefitUsd: number;
  readonly costUsd: number;
  readonly netUsd: number;
  readonly terms: DecisionTerms;
}

export interface RebalanceOrder {
  readonly instrumentId: string;
  readonly nettingSetId: string;
  /** Signed units; buy > 0. */
  readonly quantity: number;
  readonly notionalUsd: number;
  readonly costUsd: number;
  /** Change of its set's requirement that goes back to this order; over a set's orders they add up to its change. */
  readonly marginImpactUsd: number;
  readonly reason: string;
}

export interface SetMargin {
  readonly nettingSetId: string;
  readonly equityUsd: number;
  readonly marginBeforeUsd: number;
  readonly marginAfterUsd: number;
  /** By block: the piece that sets the requirement afterwards, null at the floor of 0. */
  readonly worstPieces: readonly { readonly block: string; readonly piece: string | null }[];
}

/** One aggregate greek of one underlying over all sets. */
export interface GreekLine {
  readonly underlying: string;
  readonly greek: string;
  readonly before: number;
  readonly after: number;
  /** after - before: what lots leave. */
  readonly residual: number;
  readonly tolerance: number;
}

export type ConstraintKind = "greek" | "marginLimit" | "totalMargin" | "position" | "tradeSize" | "oracle";

/** One limit of the mandate at the continuous optimum, before lots. */
export interface ConstraintLine {
  /** `greek:delta:ETH`, `marginLimit:<set>`, `position:<set>/<instrument>`, ... */
  readonly id: string;
  readonly kind: ConstraintKind;
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly binding: boolean;
  /**
   * Net benefit gained per unit by which the limit is relaxed (>= 0), USD; of a greek, per unit by which its target
   * rises (either sign). Where several prices support the optimum (as when nothing can trade), it is one of them and
   * bounds the gain from above.
   */
  readonly shadowPrice: number;
  /** Unit of value and bounds. */
  readonly unit: string;
}

/** How an oracle policy entered. */
export interface OracleLine {
  readonly instrumentId: string;
  readonly nettingSetId: string;
  readonly policy: "reduceOnly" | "freeze";
  readonly reason: string;
  /** Signed units that the unrestricted optimum would trade; 0 when the policy costs nothing. */
  readonly withheldQuantity: number;
}

/** One limit to be moved so that the mandate can be met. */
export interface Relaxation {
  readonly constraintId: string;
  readonly kind: ConstraintKind;
  /** How far the limit must move, >= 0 (of a greek: signed deviation from the target), in `unit`. */
  readonly by: number;
  readonly unit: string;
  /** The same in USD, by which the relaxations were weighed. */
  readonly weightUsd: number;
  readonly text: string;
}

export interface Infeasibility {
  /** Limits that cannot hold together, by id; with the bounds on positions and trades they prove the conflict. */
  readonly conflict: readonly string[];
  /** The set of moves with the least sum of USD weights. */
  readonly cheapestRelaxation: readonly Relaxation[];
}

export interface RebalanceProposal {
  readonly decision: RebalanceDecision;
  /** In the order of netting set and instrument; empty unless TRADE or PARTIAL. */
  readonly orders: readonly RebalanceOrder[];
  readonly margin: readonly SetMargin[];
  readonly greeks: readonly GreekLine[];
  readonly constraints: readonly ConstraintLine[];
  readonly oracle: readonly OracleLine[];
  readonly infeasibility: Infeasibility | null;
  /** Of the programme that decided; null when none was solved. */
  readonly certificate: Certificate | null;
  readonly issues: readonly Issue[];
}
