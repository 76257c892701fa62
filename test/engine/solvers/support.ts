import loadHighs, { type Highs } from "highs";
import type { LinearProgram, LpFailure, LpResult, LpSolution } from "../../../engine/solvers/lp.ts";
import { buildLinearProgram, type LpColumn, type LpRow } from "../../../engine/solvers/lpBuild.ts";

let loaded: Promise<Highs> | null = null;

/** One module for a whole test file: loading takes 40 ms. */
export function highs(): Promise<Highs> {
  loaded ??= loadHighs();
  return loaded;
}

/** The packed programme; throws on input that the builder rejects. */
export function program(columns: readonly LpColumn[], rows: readonly LpRow[]): LinearProgram {
  const built = buildLinearProgram(columns, rows);
  if (!built.ok) throw new Error(JSON.stringify(built.issues));
  return built.value;
}

/** A row from dense coefficients. */
export function row(coefficients: readonly number[], bounds: { lower?: number; upper?: number }): LpRow {
  return { ...bounds, entries: coefficients.map((value, column) => [column, value] as const) };
}

/** The solution of a result that must be one. */
export function solution(result: LpResult): LpSolution {
  if (!result.ok) throw new Error(`${result.failure}: ${result.issues[0]?.message}`);
  return result.value;
}

/** The failure word of a result, or `solved`. */
export function outcome(result: LpResult): LpFailure | "solved" {
  return result.ok ? "solved" : result.failure;
}
