import { ok, type Result } from "../result.ts";
import type { LpLimits, LpSolver } from "../solvers/lp.ts";
import type { LpColumn, LpRow } from "../solvers/lpBuild.ts";
import { programParts } from "./collateralProgram.ts";
import type { FlatBook } from "./flatBook.ts";
import { buyColumn, packProgram, type RowMeaning, sellColumn } from "./programParts.ts";
import type { Relaxation } from "./proposal.ts";
import { legName, number } from "./wording.ts";

/** A slack that lets one limit be missed in one direction (+1 lets the row end above its upper bound). */
interface Slack {
  readonly column: number;
  readonly direction: 1 | -1;
  readonly meaning: RowMeaning;
}

/**
 * The cheapest way to make an infeasible mandate feasible: margin limits, greeks, position bounds and the mandate's own
 * rows may be missed at a price in USD (1 per USD of margin, the notional per unit of a greek or position, what a row
 * says of its unit), and the sum is minimised. What
 * the venue or the oracle does not allow (depth, frozen prices) stays as it is. The trades themselves cost nothing
 * here: this is about limits alone.
 */
export async function cheapestRelaxation(
  book: FlatBook,
  lp: LpSolver,
  limits: LpLimits,
): Promise<Result<readonly Relaxation[]>> {
  const parts = programParts(book, { scope: "hard", costFactor: 0 });
  const columns: LpColumn[] = parts.columns.map((column) => ({ ...column, cost: 0 }));
  const slacks: Slack[] = [];
  const elastic = (row: LpRow, meaning: RowMeaning): LpRow => {
    const entries = [...row.entries];
    for (const direction of [1, -1] as const) {
      if (!Number.isFinite(direction === 1 ? row.upper : row.lower)) continue;
      slacks.push({ column: columns.length, direction, meaning });
      entries.push([columns.length, -direction]);
      columns.push({ cost: meaning.usdPerUnit });
    }
    return { ...row, entries };
  };
  const rows = parts.rows.map((row, i) => {
    const meaning = parts.meanings[i] ?? null;
    return meaning === null ? row : elastic(row, meaning);
  });
  book.legs.forEach((leg, i) => {
    const { minPosition, maxPosition } = leg;
    if (minPosition === undefined && maxPosition === undefined) return;
    const meaning: RowMeaning = {
      id: `position:${legName(leg)}`,
      kind: "position",
      unit: "units",
      usdPerUnit: leg.notionalUsdPerUnit,
      held: leg.quantity,
      isOfTerms: false,
    };
    const row: LpRow = {
      ...(minPosition === undefined ? {} : { lower: minPosition - leg.quantity }),
      ...(maxPosition === undefined ? {} : { upper: maxPosition - leg.quantity }),
      entries: [
        [buyColumn(i), 1],
        [sellColumn(i), -1],
      ],
    };
    rows.push(elastic(row, meaning));
  });
  const problem = packProgram({ ...parts, columns, rows });
  if (!problem.ok) return problem;
  const result = await lp.solve(problem.value, limits);
  if (!result.ok) return result;
  const { x } = result.value;
  return ok(
    slacks
      .map(({ column, direction, meaning }) => relaxation(meaning, direction, x[column] ?? 0))
      .filter(({ weightUsd }) => weightUsd > 1e-6),
  );
}

function relaxation(meaning: RowMeaning, direction: 1 | -1, slack: number): Relaxation {
  const { id, kind, unit, usdPerUnit, isOfTerms } = meaning;
  const by = kind === "greek" && !isOfTerms ? direction * slack : slack;
  return {
    constraintId: id,
    kind,
    by,
    unit,
    weightUsd: slack * usdPerUnit,
    text: relaxationText(meaning, by, direction),
  };
}

function relaxationText({ id, kind, unit, isOfTerms }: RowMeaning, by: number, direction: 1 | -1): string {
  const [raise, side] = direction === 1 ? ["raise", "upper"] : ["lower", "lower"];
  if (isOfTerms) return `${raise} the ${side} limit of ${id} by ${number(by)} ${unit}`;
  const subject = id.slice(id.indexOf(":") + 1);
  switch (kind) {
    case "marginLimit":
      return `let the requirement of ${subject} exceed its limit by ${number(by)} USD, or add that much to its equity`;
    case "totalMargin":
      return `let the total requirement rise by ${number(by)} USD`;
    case "greek":
      return `let the ${unit} change by ${number(by)}`;
    default:
      return `${raise} the ${direction === 1 ? "largest" : "smallest"} position of ${subject} by ${number(by)} units`;
  }
}
