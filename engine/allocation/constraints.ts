import { fail, type Issue, invalid, ok, type Result } from "../result.ts";

/** A limit on the summed weight of some assets. */
export interface WeightGroup {
  readonly name: string;
  /** Indices of the assets. */
  readonly members: readonly number[];
  readonly lower?: number;
  readonly upper?: number;
}

/** Limits of a portfolio; what is missing does not bind. Without any: long-only and fully invested. */
export interface AllocationConstraints {
  /** Least weight, one for all or one per asset; default 0. Null is no limit. */
  readonly lower?: number | null | readonly (number | null)[];
  /** Largest weight; default none. */
  readonly upper?: number | null | readonly (number | null)[];
  readonly groups?: readonly WeightGroup[];
  /** Sum of the weights; default 1. 0 is a market-neutral book. */
  readonly budget?: number;
  /** Largest Herfindahl-Hirschman index, the sum of squared weights: its inverse is the effective number of assets. */
  readonly maximumHhi?: number;
}

/** The constraints as rows: the budget first, then the groups. */
export interface Region {
  readonly size: number;
  readonly budget: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rows: readonly Float64Array[];
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly maximumHhi: number;
  /** True where nothing binds but `w >= 0` and a budget of 1. */
  readonly plain: boolean;
}

/**
 * Checks constraints against the number of assets and writes them as rows.
 * Fails with INVALID_INPUT for lengths, indices or bounds outside their domain; contradictions between limits are for
 * the solver to prove.
 */
export function readConstraints(constraints: AllocationConstraints, size: number): Result<Region> {
  const issues: Issue[] = [];
  const { groups = [], budget = 1, maximumHhi = Infinity } = constraints;
  const lower = bounds("lower", constraints.lower, 0, -Infinity, size, issues);
  const upper = bounds("upper", constraints.upper, Infinity, Infinity, size, issues);
  for (let i = 0; i < size; i++) {
    if ((lower[i] as number) > (upper[i] as number))
      issues.push(invalid(`constraints.lower[${i}]`, `<= upper, ${upper[i]}`, lower[i]));
  }
  if (!Number.isFinite(budget)) issues.push(invalid("constraints.budget", "finite", budget));
  if (!(maximumHhi > 0)) issues.push(invalid("constraints.maximumHhi", "> 0", maximumHhi));
  groups.forEach((group, g) => {
    const path = `constraints.groups[${g}]`;
    if (group.members.some((i) => !Number.isInteger(i) || i < 0 || i >= size))
      issues.push(invalid(`${path}.members`, `indices below ${size}`, group.members));
    if (new Set(group.members).size !== group.members.length)
      issues.push(invalid(`${path}.members`, "free of repetitions", group.members));
    if (!((group.lower ?? -Infinity) <= (group.upper ?? Infinity)))
      issues.push(invalid(`${path}.lower`, "<= upper", group.lower));
  });
  if (issues.length > 0) return fail(...issues);
  const members = groups.map((group) => {
    const row = new Float64Array(size);
    for (const i of group.members) row[i] = 1;
    return row;
  });
  return ok({
    size,
    budget,
    lower,
    upper,
    rows: [new Float64Array(size).fill(1), ...members],
    rowLower: Float64Array.from([budget, ...groups.map((group) => group.lower ?? -Infinity)]),
    rowUpper: Float64Array.from([budget, ...groups.map((group) => group.upper ?? Infinity)]),
    maximumHhi,
    plain:
      budget === 1 &&
      groups.length === 0 &&
      !(maximumHhi < 1) &&
      lower.every((value) => value === 0) &&
      upper.every((value) => value >= 1),
  });
}

/** The region with one more row. */
export function withRow(region: Region, row: Float64Array, lower: number, upper: number): Region {
  return {
    ...region,
    rows: [...region.rows, row],
    rowLower: Float64Array.of(...region.rowLower, lower),
    rowUpper: Float64Array.of(...region.rowUpper, upper),
    plain: false,
  };
}

/** Sum of squared weights. */
export function concentration(weights: Float64Array): number {
  return weights.reduce((sum, value) => sum + value * value, 0);
}

/** True when the weights keep every limit, up to rounding. */
export function within(region: Region, weights: Float64Array, tolerance = 1e-12): boolean {
  const inBounds = weights.every(
    (value, i) =>
      value >= (region.lower[i] as number) - tolerance && value <= (region.upper[i] as number) + tolerance,
  );
  const inRows = region.rows.every((row, r) => {
    const sum = row.reduce((total, value, i) => total + value * (weights[i] as number), 0);
    return (
      sum >= (region.rowLower[r] as number) - tolerance && sum <= (region.rowUpper[r] as number) + tolerance
    );
  });
  return inBounds && inRows && concentration(weights) <= region.maximumHhi + tolerance;
}

function bounds(
  field: "lower" | "upper",
  given: AllocationConstraints["lower"],
  missing: number,
  none: number,
  size: number,
  issues: Issue[],
): Float64Array {
  const path = `constraints.${field}`;
  if (given !== null && typeof given === "object" && given.length !== size)
    issues.push(invalid(path, "one number, or one per asset", `${given.length} numbers`));
  return Float64Array.from({ length: size }, (_, i) => {
    const own = given !== null && typeof given === "object" ? given[i] : given;
    const value = own === undefined ? missing : own === null ? none : own;
    if (Number.isNaN(value)) issues.push(invalid(`${path}[${i}]`, "a number", value));
    return value;
  });
}
