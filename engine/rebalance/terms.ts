/** A value per unit of a position in one netting set; legs not named count 0. */
export interface PerUnit {
  readonly nettingSetId: string;
  readonly instrumentId: string;
  readonly value: number;
}

/** Mean loss in the worst of some equally likely scenarios: conditional value at risk after Rockafellar and Uryasev. */
export interface MandateShortfall {
  /** The worst 1 - confidence of the scenarios count, the one at the edge in part; in (0, 1). */
  readonly confidence: number;
  /** P&L of one unit by scenario, USD. */
  readonly scenarios: readonly (readonly PerUnit[])[];
}

/** A row over the positions after trading: lower <= sum_i perUnit_i * position_i + constant <= upper. */
export interface MandateRow {
  /** Unique, such as "greek:delta:ETH", "tail:crash -30 %" or "vega:ETH:30d-90d". */
  readonly id: string;
  readonly kind: "greek" | "scenario" | "vegaBucket" | "carry" | "concentration";
  readonly unit: string;
  /** null: open. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly constant: number;
  readonly perUnit: readonly PerUnit[];
  /** USD that one unit of the row is worth, to weigh relaxations. */
  readonly usdPerUnit: number;
  /** Taken off the sum, which is concave then: such a row has a lower bound and no upper one. */
  readonly shortfall?: MandateShortfall;
}

/** USD earned over the horizon by one unit held long after trading: theta harvested, funding. Linear. */
export interface MandateReward {
  readonly name: string;
  readonly perUnit: readonly PerUnit[];
}

/** A risk factor's exposure: sum_i perUnit_i * position_i + constant. */
export interface MandateRiskFactor {
  readonly name: string;
  readonly perUnit: readonly PerUnit[];
  readonly constant: number;
}

/** Risk that the mandate pays to be rid of, USD: aversion / 2 * horizon * exposure' covariance exposure. */
export interface MandateRisk {
  /** 1/USD. */
  readonly aversionPerUsd: number;
  readonly factors: readonly MandateRiskFactor[];
  /** Per year, in units of the factors squared; symmetric, positive semidefinite, by rows. */
  readonly covariancePerYear: readonly (readonly number[])[];
}

/** What a mandate adds to the programme beside the collateral terms. */
export interface MandateTerms {
  readonly rows: readonly MandateRow[];
  readonly rewards: readonly MandateReward[];
  readonly risk: MandateRisk | null;
}
