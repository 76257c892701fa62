import type { CovarianceEstimator } from "../covariance/estimate.ts";
import type { Issue } from "../result.ts";
import type { Certificate } from "../solvers/certificate.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import type { AllocationConstraints } from "./constraints.ts";
import type { Linkage } from "./linkage.ts";
import type { ReturnEllipsoid, Uncertainty } from "./robust/uncertainty.ts";

export const STRATEGIES = [
  "equal",
  "capitalisation",
  "inverse-volatility",
  "minimum-variance",
  "mean-variance",
  "maximum-sharpe",
  "risk-parity",
  "risk-budgeting",
  "hrp",
  "herc",
  "cvar",
  "black-litterman",
  "minimax",
] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** One view of an investor: the portfolio `pick` is expected to return `expectedReturn` per period. */
export interface View {
  /** One weight per asset. */
  readonly pick: readonly number[];
  readonly expectedReturn: number;
  /** Variance of the view; default `tau * pick' C pick`. */
  readonly variance?: number;
  /** Idzorek's confidence in (0, 1], an alternative to `variance`; 1 is certainty. */
  readonly confidence?: number;
}

/** What single strategies ask for; each strategy's own page says which. Returns are per period, as the covariance. */
export interface AllocationOptions {
  /** How returns become a covariance; default `sample`. Not used where a covariance is given. */
  readonly covarianceEstimator?: CovarianceEstimator;
  /** Default: the means of the returns. */
  readonly expectedReturns?: readonly number[];
  /** Risk-free return per period; default 0. */
  readonly riskFreeRate?: number;
  /** Multiplies half the variance against the expected return; default 1. */
  readonly riskAversion?: number;
  /** Least expected return of the portfolio, per period. */
  readonly minimumReturn?: number;
  /** Largest volatility of the portfolio, per period. */
  readonly maximumVolatility?: number;
  /** Shares of risk, > 0; scaled to sum 1. */
  readonly budgets?: readonly number[];
  /** +1 for assets held long, -1 for assets held short. */
  readonly signs?: readonly (1 | -1)[];
  /** Market capitalisations, > 0 in sum. */
  readonly capitalisations?: readonly number[];
  readonly linkage?: Linkage;
  readonly leafOrder?: "tree" | "optimal";
  readonly split?: "variance" | "standard-deviation";
  /** Number of clusters of `herc`; default by the gap between the clusterings. */
  readonly clusters?: number;
  /** Of `cvar`: losses beyond this quantile are averaged; default 0.95. */
  readonly confidence?: number;
  readonly views?: readonly View[];
  /** Uncertainty of the equilibrium returns relative to the covariance; default 0.05. */
  readonly tau?: number;
  /** Of `minimum-variance`, `mean-variance` and `maximum-sharpe`: errors of the estimates to be safe against. */
  readonly uncertainty?: Uncertainty;
}

/** Covariance and returns as a strategy sees them, checked. */
export interface AllocationInput {
  readonly size: number;
  readonly covariance: SquareMatrix;
  /** Rows of returns, where they were given. */
  readonly returns: readonly (readonly number[])[] | null;
  readonly expectedReturns: Float64Array | null;
  /** Errors of the expected returns that the worst case may take. */
  readonly returnEllipsoid: ReturnEllipsoid | null;
}

export interface Allocation {
  /** Sum to the budget, 1 unless the constraints say otherwise. */
  readonly weights: readonly number[];
  /** `w_i (Cw)_i / w'Cw`; sum to 1. Zeros where the portfolio has no risk. */
  readonly riskContributions: readonly number[];
  /** `sqrt(w'Cw)`, per period. */
  readonly volatility: number;
  /** Of the optimisation; null where a closed formula gave the weights. */
  readonly certificate: Certificate | null;
  /** What to know about the weights, as a fallback that was taken. */
  readonly issues: readonly Issue[];
}

/** Weights before they are reported. */
export interface Choice {
  readonly weights: Float64Array;
  readonly certificate: Certificate | null;
  readonly issues?: readonly Issue[];
}

export interface AllocationRequest {
  readonly strategy: Strategy;
  /** One row per period, oldest first; needed by `cvar` and `minimax`. */
  readonly returns?: readonly (readonly number[])[];
  /** Rows of the covariance; takes precedence over an estimate from the returns. */
  readonly covariance?: readonly (readonly number[])[];
  readonly constraints?: AllocationConstraints;
  readonly options?: AllocationOptions;
}
