import type { Issue } from "../result.ts";
import type { Certificate } from "./certificate.ts";

/** A certified minimiser; see the solver for its units. */
export interface QpSolution {
  readonly x: Float64Array;
  readonly objective: number;
  /** One per row: change of the optimum per unit that the row's bound rises. */
  readonly duals: Float64Array;
  readonly certificate: Certificate;
}

/** The issue of a solver that stopped before its certificate held. */
export function notConverged(solver: string, detail: string): Issue {
  return { code: "NOT_CONVERGED", message: `${solver}: ${detail}`, subject: solver };
}
