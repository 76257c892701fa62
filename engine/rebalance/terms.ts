/** A row over the positions after trading: lower <= sum_i perUnit_i * position_i + constant <= upper. */
export interface MandateRow {
  readonly id: string; // e.g. "greek:delta:ETH", "tail:crash -30 %", "vega:ETH:30d-90d"
  readonly kind: "greek" | "scenario" | "vegaBucket" | "carry" | "concentration";
  readonly unit: string;
  readonly lower: number | null; // null: open
  readonly upper: number | null;
  readonly constant: number;
  /** netting set id, instrument id, value per unit; legs not named count 0. */
  readonly perUnit: readonly {
    readonly nettingSetId: string;
    readonly instrumentId: string;
    readonly value: number;
  }[];
  /** USD that one unit of the row is worth, to weigh relaxations. */
  readonly usdPerUnit: number;
}
/** USD earned over the horizon by one unit held long after trading (theta harvested, funding, ...). Linear. */
export interface MandateReward {
  readonly name: string;
  readonly perUnit: MandateRow["perUnit"];
}
/** Risk that the mandate pays to be rid of: aversion/2 * horizon * exposure' covariance exposure, USD. Exposure_k = sum_i perUnit_ki * position_i. */
export interface MandateRisk {
  readonly aversionPerUsd: number; // 1/USD
  readonly factors: readonly {
    readonly name: string;
    readonly perUnit: MandateRow["perUnit"];
    readonly constant: number;
  }[];
  /** Per year, in units of the factors squared; symmetric, positive semidefinite, row-major. */
  readonly covariancePerYear: readonly (readonly number[])[];
}
export interface MandateTerms {
  readonly rows: readonly MandateRow[];
  readonly rewards: readonly MandateReward[];
  readonly risk: MandateRisk | null;
}
