import { formAfter, variancePerYear } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import { standStill } from "./plan.ts";
import type { BeforeAfter, RiskReport } from "./proposal.ts";
import { rowLine } from "./rowLine.ts";

/** The mandate's measures of risk before and after the trades; null when it has no terms. */
export function riskReport(book: FlatBook, trades: Float64Array): RiskReport | null {
  if (book.terms === null) return null;
  const none = standStill(book).trades;
  const both = (measure: (trades: Float64Array) => number): BeforeAfter => ({
    before: measure(none),
    after: measure(trades),
  });
  const rows = book.terms.rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    unit: row.unit,
    ...both((at) => rowLine(book, row, at).value),
  }));
  const scenarios = rows.filter(({ kind }) => kind === "scenario");
  const worst = (side: keyof BeforeAfter) =>
    scenarios.reduce((least, row) => (row[side] < least[side] ? row : least), scenarios[0] ?? NO_SCENARIO);
  return {
    variancePerYear: both((at) => variancePerYear(book, at)),
    volatilityPerYear: both((at) => Math.sqrt(variancePerYear(book, at))),
    exposures: (book.terms.risk?.factors ?? []).map(({ name, perUnit, constant }) => ({
      name,
      ...both((at) => formAfter(book, perUnit, constant, at)),
    })),
    rows,
    worstScenario:
      scenarios.length === 0
        ? null
        : {
            beforeId: worst("before").id,
            before: worst("before").before,
            afterId: worst("after").id,
            after: worst("after").after,
          },
  };
}

const NO_SCENARIO = { id: "", before: 0, after: 0 };
