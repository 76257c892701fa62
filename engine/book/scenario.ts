import { type Issue, invalid } from "../result.ts";

/** How a scenario moves volatility. Volatilities are annualised, per 1.00; a shocked volatility is never below 0. */
export type VolShock =
  | { readonly kind: "none" }
  /** volatility * (1 + change). */
  | { readonly kind: "relative"; readonly change: number }
  /** volatility + change. */
  | { readonly kind: "absolute"; readonly change: number }
  /**
   * volatility * (1 + change * (30 / days) ** power), days to expiry not below `minimumDays`; `shortPower` under 30
   * days, `longPower` from there on; the result is not below `floor`. The shape of Deribit's and Derive's grids.
   */
  | {
      readonly kind: "tenor";
      readonly change: number;
      readonly shortPower: number;
      readonly longPower: number;
      readonly minimumDays: number;
      readonly floor: number;
    };

/** One state of the market, relative to now; instruments are revalued in it fully, never by a Taylor expansion. */
export interface Scenario {
  readonly name: string;
  /** Relative move of every underlying that is neither listed below nor a stablecoin: -0.1 is a fall of 10 %. */
  readonly spotMove: number;
  /** Relative move by underlying; the only way in which a stablecoin moves. */
  readonly spotMoveByUnderlying?: Readonly<Record<string, number>>;
  readonly volShock: VolShock;
  /** Years that pass; options lose this much of their life. */
  readonly timeForwardYears: number;
}

const REFERENCE_DAYS = 30;
const DAYS_PER_YEAR = 365;

/** The volatility of an option with `years` to expiry after a shock. */
export function shockVolatility(volatility: number, years: number, shock: VolShock): number {
  switch (shock.kind) {
    case "none":
      return volatility;
    case "relative":
      return Math.max(0, volatility * (1 + shock.change));
    case "absolute":
      return Math.max(0, volatility + shock.change);
    case "tenor": {
      const days = Math.max(years * DAYS_PER_YEAR, shock.minimumDays);
      const power = days < REFERENCE_DAYS ? shock.shortPower : shock.longPower;
      return Math.max(shock.floor, 0, volatility * (1 + shock.change * (REFERENCE_DAYS / days) ** power));
    }
  }
}

/** The relative move of an underlying in a scenario. */
export function spotMoveOf(scenario: Scenario, underlying: string, stable: boolean): number {
  const own = scenario.spotMoveByUnderlying;
  if (own !== undefined && Object.hasOwn(own, underlying)) return own[underlying] ?? 0;
  return stable ? 0 : scenario.spotMove;
}

/** What is wrong with a scenario, as issues whose fields start with `path`. */
export function checkScenario(scenario: Scenario, path: string): Issue[] {
  const issues: Issue[] = [];
  const move = (value: number, field: string) => {
    if (!(value > -1 && value < Number.POSITIVE_INFINITY)) {
      issues.push({ ...invalid(field, "a finite number above -1", value), subject: scenario.name });
    }
  };
  move(scenario.spotMove, `${path}.spotMove`);
  for (const [underlying, value] of Object.entries(scenario.spotMoveByUnderlying ?? {})) {
    move(value, `${path}.spotMoveByUnderlying.${underlying}`);
  }
  for (const [name, value] of Object.entries(scenario.volShock)) {
    if (name !== "kind" && !Number.isFinite(value)) {
      issues.push({ ...invalid(`${path}.volShock.${name}`, "finite", value), subject: scenario.name });
    }
  }
  const years = scenario.timeForwardYears;
  if (!(years >= 0 && years < Number.POSITIVE_INFINITY)) {
    issues.push({ ...invalid(`${path}.timeForwardYears`, "finite and >= 0", years), subject: scenario.name });
  }
  return issues;
}
