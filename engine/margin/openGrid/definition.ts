import type { Scenario } from "../../book/scenario.ts";
import { type Issue, invalid } from "../../result.ts";
import { issuesOf, nonNegative, within } from "../checks.ts";

/** A volatility shock that weakens with time: iv * (1 + change * (30 / days) ** power), not below `floor`. */
export interface GridVolShock {
  readonly change: number;
  /** Powers under 30 days to expiry and from there on. */
  readonly shortPower: number;
  readonly longPower: number;
  /** Days to expiry count as at least this many. */
  readonly minimumDays: number;
  readonly floor: number;
}

/** A charge on size that no offset lowers: for basis between venues, rolling and closing. Shares of notional. */
export interface GridContingency {
  /** The charge is notional * max(rate, ratePerYear * years to expiry) in the initial margin. */
  readonly rate: number;
  readonly ratePerYear: number;
  /** Share of it that the maintenance margin keeps. */
  readonly maintenanceShare: number;
}

export type GridVol = "up" | "same" | "down";

/** A scenario grid as data. Every number is a parameter; the presets are shapes that order books have published. */
export interface GridDefinition {
  readonly name: string;
  /** Relative price moves, each with the states of volatility that it is combined with. */
  readonly moves: readonly { readonly move: number; readonly vols: readonly GridVol[] }[];
  readonly volUp: GridVolShock;
  readonly volDown: GridVolShock;
  /** Extreme moves with volatility up, of which only a share of the P&L counts. */
  readonly tails: readonly { readonly move: number; readonly weight: number }[];
  readonly contingencies: {
    /** Perps and futures, long or short. */
    readonly linear: GridContingency;
    /** Options, power perps and liquidity ranges that are short gamma. */
    readonly shortConvex: GridContingency;
    /** Coins held as collateral. */
    readonly coin: GridContingency;
  };
  /** Multiples of the worst loss. */
  readonly initialFactor: number;
  readonly maintenanceFactor: number;
}

/** One column of the P&L matrix: revalue a leg in `scenario`, then count `weight` of its P&L. */
export interface GridScenario {
  readonly scenario: Scenario;
  readonly weight: number;
}

function label(move: number, vol: string): string {
  const percent = Math.round(move * 10_000) / 100;
  return `${percent > 0 ? "+" : ""}${percent} % vol ${vol}`;
}

/** The columns of a grid in the order that a leg's P&L vector must have: the moves, then the tails. */
export function gridScenarios(definition: GridDefinition): GridScenario[] {
  const shock = (vol: GridVol): Scenario["volShock"] =>
    vol === "same"
      ? { kind: "none" }
      : { kind: "tenor", ...(vol === "up" ? definition.volUp : definition.volDown) };
  const column = (move: number, vol: GridVol, weight: number): GridScenario => ({
    weight,
    scenario: {
      name: label(move, vol),
      spotMove: move,
      volShock: shock(vol),
      timeForwardYears: 0,
    },
  });
  return [
    ...definition.moves.flatMap(({ move, vols }) => vols.map((vol) => column(move, vol, 1))),
    ...definition.tails.map(({ move, weight }) => column(move, "up", weight)),
  ];
}

/** What is wrong with a grid, as issues whose fields start with `definition`. */
export function checkGrid(definition: GridDefinition): Issue[] {
  const issues: Issue[] = [];
  const move = (field: string, value: number) => {
    if (!(value > -1 && Number.isFinite(value))) {
      issues.push(invalid(field, "a finite number above -1", value));
    }
  };
  definition.moves.forEach((row, i) => {
    move(`definition.moves[${i}].move`, row.move);
  });
  definition.tails.forEach((row, i) => {
    move(`definition.tails[${i}].move`, row.move);
    issues.push(...issuesOf(nonNegative(`definition.tails[${i}].weight`, row.weight)));
  });
  for (const [kind, row] of Object.entries(definition.contingencies)) {
    const path = `definition.contingencies.${kind}`;
    issues.push(
      ...issuesOf(
        nonNegative(`${path}.rate`, row.rate),
        nonNegative(`${path}.ratePerYear`, row.ratePerYear),
        within(`${path}.maintenanceShare`, row.maintenanceShare, 0, 1),
      ),
    );
  }
  issues.push(
    ...issuesOf(
      nonNegative("definition.initialFactor", definition.initialFactor),
      nonNegative("definition.maintenanceFactor", definition.maintenanceFactor),
    ),
  );
  if (definition.moves.length + definition.tails.length === 0) {
    issues.push(invalid("definition.moves", "a list of at least one scenario", "none"));
  }
  return issues;
}
