import type { Issue } from "../result.ts";
import type { Certificate } from "../solvers/certificate.ts";
import type { OuterGap } from "../solvers/separable.ts";
import type { TradeCost } from "./costs.ts";
import type { MandateRow } from "./terms.ts";

export type RebalanceAction = "TRADE" | "NO_TRADE" | "PARTIAL" | "INFEASIBLE" | "BLOCKED_BY_ORACLE";

export type ReasonCode =
  | "MARGIN_RELEASED" // the margin released and the carry are worth more than the cost
  | "CARRY_GAINED" // no margin is released, but the carry gained is worth more than the cost
  | "RISK_REDUCED" // most of the benefit is risk that the mandate pays to be rid of
  | "REWARD_GAINED" // most of the benefit is what the mandate rewards
  | "LIMIT_RESTORED" // the book breaks a limit of the mandate, and these orders mend it
  | "COST_EXCEEDS_BENEFIT" // there is something to gain, but not worth its cost
  | "GAS_DOMINATES" // it would be worth its cost but for the fixed costs of orders and transfers
  | "NEGATIVE_EXPECTED_RETURN" // what could be gained would cost more in carry and rewards, before any other cost
  | "LOW_CONFIDENCE" // worth its cost, but within the error of the estimates
  | "WITHIN_BAND" // every limit of the mandate holds, and nothing inside them is worth a trade even at no cost
  | "NOTHING_TO_RELEASE" // no trade that keeps the greeks lowers the charge
  | "BELOW_MIN_NOTIONAL" // what remains after lots and minimum sizes does not pay
  | "ORACLE_POLICY" // an instrument that the improvement needs may not be traded
  | "STALE_ORACLE" // the same, and all that holds it back is a price that is too old
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
  /** Charge for risk before - after: aversion / 2 * horizon * variance. */
  readonly riskReductionUsd: number;
  /** The mandate's rewards after - before. */
  readonly rewardUsd: number;
  readonly feesUsd: number;
  readonly spreadUsd: number;
  readonly impactUsd: number;
  readonly permanentImpactUsd: number;
  /** Fixed costs of orders. */
  readonly gasUsd: number;
  /** Fees and fixed costs of transfers. */
  readonly bridgeUsd: number;
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
  /** Standard error of the net benefit, USD; 0 when the mandate states none. */
  readonly standardErrorUsd: number;
  readonly terms: DecisionTerms;
}

export interface RebalanceOrder {
  readonly instrumentId: string;
  readonly nettingSetId: string;
  /** Signed units; buy > 0. */
  readonly quantity: number;
  readonly notionalUsd: number;
  readonly costUsd: number;
  /** What `costUsd` is made of. */
  readonly cost: TradeCost;
  /** Change of its set's requirement that goes back to this order; over a set's orders they add up to its change. */
  readonly marginImpactUsd: number;
  /** Transfers, by id, that must have arrived before: without them its set could not bear the orders. */
  readonly dependsOn: readonly string[];
  readonly ifNotTraded: Counterfactual;
  readonly reason: string;
}

/** What would be if this order alone were left out of the proposal. */
export interface Counterfactual {
  /** Net benefit without it less that of the whole, USD; below 0 when the order earns its place by itself. */
  readonly netChangeUsd: number;
  /** Limits, by id, that would not hold: what the order is there for. */
  readonly breaks: readonly string[];
}

/** Collateral to be sent from one netting set to another. */
export interface CollateralMove {
  readonly transferId: string;
  readonly fromSetId: string;
  readonly toSetId: string;
  readonly asset: string;
  /** What leaves, USD, and what the receiving venue will count after fee and haircut. */
  readonly amountUsd: number;
  readonly creditedUsd: number;
  readonly costUsd: number;
  readonly haircut: number;
  readonly etaSeconds: number;
  readonly bridge: string;
  /** Orders, as `<netting set>/<instrument>`, that must free the collateral first. */
  readonly dependsOn: readonly string[];
  readonly reason: string;
}

export interface SetMargin {
  readonly nettingSetId: string;
  readonly equityUsd: number;
  /** With transfers made and costs paid. */
  readonly equityAfterUsd: number;
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

export type ConstraintKind =
  | "marginLimit"
  | "totalMargin"
  | "position"
  | "tradeSize"
  | "oracle"
  | "transfer"
  | MandateRow["kind"];

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
   * Net benefit gained per unit by which the limit is relaxed (>= 0), USD; of a target (lower = upper), per unit by
   * which it rises (either sign). Where several prices support the optimum (as when nothing can trade), it is one of them and
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
  readonly policy: "widen" | "reduceOnly" | "exclude" | "freeze";
  readonly reason: string;
  /** Name of the oracle rule behind it, where the input gives one. */
  readonly rule?: string;
  /** Signed units that the unrestricted optimum would trade; 0 when the policy costs nothing. */
  readonly withheldQuantity: number;
}

/** Value before and after the proposal. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** The mandate's own measures of risk, recomputed from the input. */
export interface RiskReport {
  /** USD^2 a year, doubted prices widened. */
  readonly variancePerYear: BeforeAfter;
  /** USD, its root. */
  readonly volatilityPerYear: BeforeAfter;
  /** By risk factor, in its own unit. */
  readonly exposures: readonly ({ readonly name: string } & BeforeAfter)[];
  /** The mandate's rows. */
  readonly rows: readonly ({
    readonly id: string;
    readonly kind: MandateRow["kind"];
    readonly unit: string;
  } & BeforeAfter)[];
  /** Least value of the scenario rows, USD of P&L as the mandate counts it; null without such rows. */
  readonly worstScenario: ({ readonly beforeId: string; readonly afterId: string } & BeforeAfter) | null;
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
  /** In the order of their ids; made before the orders that depend on them. */
  readonly collateralMoves: readonly CollateralMove[];
  readonly margin: readonly SetMargin[];
  /** null when the mandate has no terms. */
  readonly risk: RiskReport | null;
  readonly greeks: readonly GreekLine[];
  readonly constraints: readonly ConstraintLine[];
  readonly oracle: readonly OracleLine[];
  readonly infeasibility: Infeasibility | null;
  /** Of the programme that decided; null when none was solved. */
  readonly certificate: Certificate | null;
  /** Proven distance of its continuous part from the optimum; null where `certificate` is, or nothing is curved. */
  readonly outerGap: OuterGap | null;
  readonly issues: readonly Issue[];
}
