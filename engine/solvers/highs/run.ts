import type { Highs, Model } from "highs";
import type { LinearProgram } from "../lp.ts";

export type HighsOptions = Readonly<Record<string, string | number | boolean>>;

/** What HiGHS claims about a scaled programme; nothing of it is checked here. */
export interface HighsRun {
  readonly status: number;
  readonly x: Float64Array;
  readonly duals: Float64Array;
  readonly iterations: number;
  readonly mipGap: number;
  readonly dualRay: Float64Array | null;
  readonly primalRay: Float64Array | null;
  readonly seconds: number;
}

/** One run of HiGHS on a (scaled) programme. Native errors become the status `solveError`. */
export function runHighs(problem: LinearProgram, highs: Highs, options: HighsOptions): HighsRun {
  const { modelStatus } = highs.constants;
  const shape = { numCols: problem.cost.length, numRows: problem.rowLower.length };
  const data = {
    ...shape,
    colCost: problem.cost,
    colLower: problem.columnLower,
    colUpper: problem.columnUpper,
    rowLower: problem.rowLower,
    rowUpper: problem.rowUpper,
    matrix: {
      ...shape,
      format: "csr" as const,
      starts: problem.starts,
      indices: problem.columns,
      values: problem.values,
    },
    ...(problem.integer === null ? {} : { integrality: Int32Array.from(problem.integer) }),
  };
  try {
    return highs.withModel((model): HighsRun => {
      model.options.set({ ...options });
      model.passModel(data);
      const status: number = model.run().modelStatus;
      const solution = model.getSolution();
      // Asking for a ray may start another solve, which a run at its limit has no time for.
      const settled = status !== modelStatus.timeLimit && status !== modelStatus.iterationLimit;
      const hasRay = settled && status !== modelStatus.optimal && problem.integer === null;
      const ray = (kind: "getDualRay" | "getPrimalRay") => (hasRay ? (model[kind]()?.values ?? null) : null);
      return {
        status,
        x: solution.colValue,
        duals: solution.rowDual,
        iterations: iterationCount(model),
        mipGap: problem.integer === null ? 0 : Number(model.info.get("mip_gap")),
        dualRay: ray("getDualRay"),
        primalRay: ray("getPrimalRay"),
        seconds: model.getRunTime(),
      };
    });
  } catch (error) {
    if (!(error instanceof highs.errors.HighsError)) throw error;
    const none = new Float64Array(0);
    return {
      status: modelStatus.solveError,
      x: none,
      duals: none,
      iterations: 0,
      mipGap: 0,
      dualRay: null,
      primalRay: null,
      seconds: 0,
    };
  }
}

function iterationCount(model: Model): number {
  const counts = ["simplex_iteration_count", "ipm_iteration_count", "crossover_iteration_count"];
  return counts.reduce((sum, name) => sum + Math.max(0, Number(model.info.get(name))), 0);
}
