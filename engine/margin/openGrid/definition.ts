import type { Scenario } from "../../book/scenario.ts";
import { type Issue, invalid } from "../../result.ts";
import { issuesOf, nonNegative, positive, within } from "../checks.ts";

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
  /** How much wilder an underlying is than the one the grid is drawn for: multiplies its moves and tail weights. */
  readonly scale: {
    readonly byUnderlying: Readonly<Record<string, number>>;
    /** For every underlying that is not listed. */
    readonly other: number;
  };
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

/** One column of the P&L matrix: revalue a leg in `scenario`, then count a share of its P&L (`columnWeight`). */
export interface GridScenario {
  readonly scenario: Scenario;
  readonly weight: number;
  readonly isTail: boolean;
}

function scaleOf({ scale }: GridDefinition, underlying: string): number {
  return Object.hasOwn(scale.byUnderlying, underlying)
    ? (scale.byUnderlying[underlying] ?? scale.other)
    : scale.other;
}

/** Share of the P&L of an underlying's legs that counts in a column. */
export function columnWeight(definition: GridDefinition, column: GridScenario, underlying: string): number {
  return column.isTail ? column.weight * scaleOf(definition, underlying) : column.weight;
}

function label(move: number, vol: string): string {
  const percent = Math.round(move * 10_000) / 100;
  return `${percent > 0 ? "+" : ""}${percent} % vol ${vol}`;
}

/** The columns of a grid in the order that a leg's P&L vector must have: the moves, then the tails. */
export function gridScenarios(definition: GridDefinition): GridScenario[] {
  const { byUnderlying, other } = definition.scale;
  const shock = (vol: GridVol): Scenario["volShock"] =>
    vol === "same"
      ? { kind: "none" }
      : { kind: "tenor", ...(vol === "up" ? definition.volUp : definition.volDown) };
  const moves = definition.moves.flatMap(({ move, vols }) =>
    vols.map((vol): GridScenario => {
      const own = Object.entries(byUnderlying).map(([name, scale]) => [name, move * scale] as const);
      const scenario: Scenario = {
        name: label(move, vol),
        spotMove: move * other,
        spotMoveByUnderlying: Object.fromEntries(own),
        volShock: shock(vol),
        timeForwardYears: 0,
      };
      return { scenario, weight: 1, isTail: false };
    }),
  );
  const tails = definition.tails.map(({ move, weight }): GridScenario => {
    const scenario: Scenario = {
      name: label(move, "up"),
      spotMove: move,
      volShock: shock("up"),
      timeForwardYears: 0,
    };
    return { scenario, weight, isTail: true };
  });
  return [...moves, ...tails];
}

/** What is wrong with a grid, as issues whose fields start with `definition`. */
export function checkGrid(definition: GridDefinition): Issue[] {
  const issues: Issue[] = [];
  const move = (field: string, value: number, scale = 1) => {
    if (!(value * scale > -1 && Number.isFinite(value * scale))) {
      issues.push(invalid(field, `a finite number above ${-1 / scale}`, value));
    }
  };
  const { byUnderlying, other } = definition.scale;
  const scales = issuesOf(
    positive("definition.scale.other", other),
    ...Object.entries(byUnderlying).map(([name, scale]) =>
      positive(`definition.scale.byUnderlying.${name}`, scale),
    ),
  );
  issues.push(...scales);
  const widest = scales.length > 0 ? 1 : Math.max(other, ...Object.values(byUnderlying));
  definition.moves.forEach((row, i) => {
    move(`definition.moves[${i}].move`, row.move, widest);
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
