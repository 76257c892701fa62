import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { type Concentration, concentrationOf } from "./concentration.ts";
import { deltaOf } from "./greekLimits.ts";
import { type Holding, type Holdings, type UnitGreeks, underlyingsOf } from "./holding.ts";
import { type Mandate, mandateTerms } from "./registry.ts";
import { excessOver, quantitiesOf, rowValue, sumOver } from "./rows.ts";

/** A trade that a report assumes done: signed units, buy > 0. */
export interface AssumedTrade {
  readonly nettingSetId: string;
  readonly instrumentId: string;
  readonly quantity: number;
}

/** A number before and after the trades. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** A row of the mandate before and after the trades. */
export interface RowReport extends BeforeAfter {
  readonly id: string;
  readonly unit: string;
  readonly lower: number | null;
  readonly upper: number | null;
  /** How far the value is outside the row: below 0 under its lower end, 0 inside. */
  readonly excessBefore: number;
  readonly excessAfter: number;
}

/** What a set of trades does to a mandate. */
export interface MandateReport {
  readonly primaryMetric: BeforeAfter & {
    readonly name: string;
    readonly unit: string;
    readonly words: string;
  };
  readonly exposedTo: string;
  /** By underlying, over all venues: the engine's units; delta in base units and USD. */
  readonly exposures: readonly ({ readonly underlying: string; readonly deltaUsd: BeforeAfter } & Readonly<
    Record<keyof UnitGreeks, BeforeAfter>
  >)[];
  /** P&L of the whole book against today's marks, USD. */
  readonly scenarios: readonly (BeforeAfter & { readonly name: string })[];
  readonly rows: readonly RowReport[];
  readonly concentration: Readonly<
    Record<"venue" | "underlying", { readonly before: Concentration; readonly after: Concentration }>
  >;
  readonly issues: readonly Issue[];
}

/**
 * Primary metric, exposures, scenario table and rows of a mandate before and after trades. Several trades of one leg
 * add up. Fails as `mandateTerms` does, and with INVALID_INPUT for a trade of no leg or that is not finite.
 */
export function mandateReport(
  mandate: Mandate,
  holdings: Holdings,
  trades: readonly AssumedTrade[],
): Result<MandateReport> {
  const plan = mandateTerms(mandate, holdings);
  if (!plan.ok) return plan;
  const before = quantitiesOf(holdings);
  const after = [...before];
  const issues: Issue[] = [];
  trades.forEach(({ nettingSetId, instrumentId, quantity }, t) => {
    const at = holdings.legs.findIndex(
      (leg) => leg.nettingSetId === nettingSetId && leg.instrumentId === instrumentId,
    );
    if (at < 0) issues.push(invalid(`trades[${t}]`, "of a leg", `${nettingSetId}/${instrumentId}`));
    if (!Number.isFinite(quantity)) issues.push(invalid(`trades[${t}].quantity`, "finite", quantity));
    after[at] = (after[at] ?? 0) + quantity;
  });
  if (issues.length > 0) return fail(...issues);
  const of = (value: (leg: Holding) => number): BeforeAfter => ({
    before: sumOver(holdings, value, before),
    after: sumOver(holdings, value, after),
  });
  const { metric, primaryMetric, exposedTo, terms } = plan.value;
  const spread = (by: "venue" | "underlying") => ({
    before: concentrationOf(holdings, by, before),
    after: concentrationOf(holdings, by, after),
  });
  return ok({
    primaryMetric: {
      name: metric.name,
      unit: metric.unit,
      words: primaryMetric,
      before: metric.measure(before),
      after: metric.measure(after),
    },
    exposedTo,
    exposures: underlyingsOf(holdings).map((underlying) => {
      const greek = (name: keyof UnitGreeks) =>
        of((leg) => (leg.underlying === underlying ? leg.greeks[name] : 0));
      const delta = deltaOf(underlying);
      return {
        underlying,
        delta: of(delta),
        deltaUsd: of((leg) => delta(leg) * leg.referenceUsd),
        gamma: greek("gamma"),
        vega: greek("vega"),
        theta: greek("theta"),
      };
    }),
    scenarios: holdings.scenarios.map((name, s) => ({ name, ...of((leg) => leg.scenarioPnlUsd[s] ?? 0) })),
    rows: terms.rows.map((row) => {
      const [from, to] = [rowValue(holdings, row, before), rowValue(holdings, row, after)];
      const { id, unit, lower, upper } = row;
      const excessBefore = excessOver(from, row);
      return {
        id,
        unit,
        lower,
        upper,
        before: from,
        after: to,
        excessBefore,
        excessAfter: excessOver(to, row),
      };
    }),
    concentration: { venue: spread("venue"), underlying: spread("underlying") },
    issues: plan.value.issues,
  });
}
