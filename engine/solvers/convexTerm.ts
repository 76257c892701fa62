import { fail, type Issue, invalid, ok, type Result } from "../result.ts";

/**
 * A convex function of one linear form of the columns, `u = constant + sum(value * x[column])`, that bounds a column of
 * its own from below: `impact` is `weight |u|^1.5`, the square-root law of market impact; `quadratic` is `weight u^2`.
 * Weights are >= 0. The column carries the term into the objective by its cost, and into rows by its coefficients.
 */
export interface ConvexTerm {
  readonly kind: "impact" | "quadratic";
  /** The bounded column: >= 0, with a cost >= 0, and in rows only where less of it is easier. */
  readonly column: number;
  readonly weight: number;
  readonly entries: readonly (readonly [column: number, value: number])[];
  readonly constant: number;
}

/** The linear form at a point. */
export function formAt(term: ConvexTerm, x: Float64Array): number {
  return term.entries.reduce(
    (sum, [column, value]) => sum + value * (x[column] ?? Number.NaN),
    term.constant,
  );
}

/** The summand where its form is `u`. */
export function termValue({ kind, weight }: ConvexTerm, u: number): number {
  return kind === "impact" ? weight * Math.abs(u) * Math.sqrt(Math.abs(u)) : weight * u * u;
}

/** Its derivative where its form is `u`. */
export function termSlope({ kind, weight }: ConvexTerm, u: number): number {
  return kind === "impact" ? 1.5 * weight * Math.sign(u) * Math.sqrt(Math.abs(u)) : 2 * weight * u;
}

/** Terms with a weight other than 0; fails with INVALID_INPUT for numbers or columns outside their domain. */
export function usableTerms(terms: readonly ConvexTerm[], columnCount: number): Result<ConvexTerm[]> {
  const issues: Issue[] = [];
  terms.forEach(({ column: own, weight, entries, constant }, j) => {
    if (!(weight >= 0 && weight < Infinity)) {
      issues.push(invalid(`terms[${j}].weight`, "finite and >= 0", weight));
    }
    if (!Number.isFinite(constant)) issues.push(invalid(`terms[${j}].constant`, "finite", constant));
    for (const column of [own, ...entries.map(([one]) => one)]) {
      if (Number.isInteger(column) && column >= 0 && column < columnCount) continue;
      issues.push(invalid(`terms[${j}]`, "made of existing columns", column));
    }
    for (const [column, value] of entries) {
      if (!Number.isFinite(value)) issues.push(invalid(`terms[${j}][${column}]`, "finite", value));
    }
  });
  return issues.length > 0 ? fail(...issues) : ok(terms.filter(({ weight }) => weight > 0));
}
