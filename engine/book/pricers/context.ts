import { type Issue, invalid, type Result } from "../../result.ts";
import type { Instrument } from "../instrument.ts";
import type { SheetRow } from "../row.ts";
import type { VolShock } from "../scenario.ts";

/** What every pricer gets beside the instrument and its mark. */
export interface PricingContext {
  /** Unix seconds. */
  readonly timestamp: number;
  /** Relative move of the instrument's underlying, by scenario. */
  readonly moves: Float64Array;
  /** The distinct volatility shocks, and which one each scenario has: a grid repeats few of them often. */
  readonly volShocks: readonly VolShock[];
  readonly volShockOf: Int32Array;
  /** Years that pass, by scenario. */
  readonly timeForward: Float64Array;
}

/** A row, or why there is none; issues name the instrument as their subject. */
export type RowResult = Result<SheetRow>;

/** Measures of an instrument whose value does not depend on volatility, rate or time. */
export const NO_CURVE_RISK = { vega: 0, theta: 0, rhoSpot: 0, rhoForward: 0, vanna: 0, volga: 0 } as const;
/** Measures of an instrument that neither pays nor receives funding. */
export const NO_CARRY = { carryLongUsdPerYear: 0, carryShortUsdPerYear: 0 } as const;

const positive = (value: number) => value > 0 && value < Number.POSITIVE_INFINITY;
const nonNegative = (value: number) => value >= 0 && value < Number.POSITIVE_INFINITY;

const RULES = {
  positive: { holds: positive, rule: "finite and > 0" },
  nonNegative: { holds: nonNegative, rule: "finite and >= 0" },
  finite: { holds: Number.isFinite, rule: "finite" },
} as const;

/** A numeric input to check: where it stands, its value, and its domain. */
export type Check = readonly [field: string, value: number, domain: keyof typeof RULES];

/** One INVALID_INPUT issue per number outside its domain, named by `source[instrument id].field`. */
export function checkNumbers(
  source: "marks" | "instruments",
  instrument: Instrument,
  ...checks: Check[]
): Issue[] {
  return checks.flatMap(([field, value, domain]) =>
    RULES[domain].holds(value)
      ? []
      : [
          {
            ...invalid(`${source}[${instrument.id}].${field}`, RULES[domain].rule, value),
            subject: instrument.id,
          },
        ],
  );
}

/** The finding that an instrument has no usable price. */
export function unpricedInstrument(instrument: Instrument, why: string): Issue {
  return {
    code: "UNPRICED",
    subject: instrument.id,
    field: `marks[${instrument.id}]`,
    message: `${instrument.id} has no price: ${why}`,
  };
}
