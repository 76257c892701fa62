import { ExactSums, exactTerm } from "./exactSums.ts";
import { isStableRow } from "./row.ts";
import type { Sheet } from "./sheet.ts";

/** Positions as columns of equal length, in any order. Codes are indices into `groups` and `instruments`. */
export interface PositionColumnsInput {
  readonly groups: readonly string[];
  readonly instruments: readonly string[];
  readonly group: Int32Array;
  readonly instrument: Int32Array;
  readonly quantity: Float64Array;
  readonly costUsd: Float64Array;
  readonly carryUsdPerYear: Float64Array;
}

/** Positions in the order in which they are summed: by group, then by instrument id. Built once, read many times. */
export interface PositionColumns {
  readonly groups: readonly string[];
  /** Instrument ids in ascending order; `instrument` holds indices into it. */
  readonly instruments: readonly string[];
  /** Positions of group g stand at start[g] .. start[g + 1] - 1. */
  readonly start: Int32Array;
  readonly instrument: Int32Array;
  readonly quantity: Float64Array;
  readonly costUsd: Float64Array;
  readonly carryUsdPerYear: Float64Array;
}

/** Measures by group; the units of `BookGreeks`. `pnl` is row-major: groups x scenarios. */
export interface RiskColumns {
  readonly valueUsd: Float64Array;
  readonly deltaUsd: Float64Array;
  readonly gammaUsd1Pct: Float64Array;
  readonly vega: Float64Array;
  readonly theta: Float64Array;
  readonly rhoSpot: Float64Array;
  readonly carryUsdPerYear: Float64Array;
  readonly pnl: Float64Array;
  /** Positions of the group that no row prices, and that none of its numbers contains. */
  readonly unpriced: Int32Array;
}

/** Places of a row's measures in the flat table; `DIRECTION` is delta, 0 for cash, and scenario P&L follows the rest. */
const [PRICE, REFERENCE, DIRECTION, GAMMA, VEGA, THETA, RHO_SPOT, CARRY_LONG, CARRY_SHORT, MEASURES] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
] as const;

/** Sorts columns for `revalueColumns`, in linear time. Codes must be within range and amounts finite. */
export function sortPositionColumns(input: PositionColumnsInput): PositionColumns {
  const { groups, quantity, costUsd, carryUsdPerYear } = input;
  const order = input.instruments.map((id, code) => ({ id, code })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const rank = new Int32Array(order.length);
  order.forEach(({ code }, i) => {
    rank[code] = i;
  });
  const instrument = input.instrument.map((code) => rank[code] ?? -1);
  const byInstrument = countingSort(
    Int32Array.from(quantity, (_, i) => i),
    instrument,
    order.length,
  ).sorted;
  const { sorted, start } = countingSort(byInstrument, input.group, groups.length);
  return {
    groups,
    instruments: order.map(({ id }) => id),
    start,
    instrument: sorted.map((i) => instrument[i] ?? -1),
    quantity: Float64Array.from(sorted, (i) => quantity[i] ?? Number.NaN),
    costUsd: Float64Array.from(sorted, (i) => costUsd[i] ?? Number.NaN),
    carryUsdPerYear: Float64Array.from(sorted, (i) => carryUsdPerYear[i] ?? Number.NaN),
  };
}

/** Fresh result columns; reuse them over calls of `revalueColumns`. */
export function createRiskColumns(groupCount: number, scenarioCount: number): RiskColumns {
  const column = () => new Float64Array(groupCount);
  return {
    valueUsd: column(),
    deltaUsd: column(),
    gammaUsd1Pct: column(),
    vega: column(),
    theta: column(),
    rhoSpot: column(),
    carryUsdPerYear: column(),
    pnl: new Float64Array(groupCount * scenarioCount),
    unpriced: new Int32Array(groupCount),
  };
}

/**
 * Values every group of a large book on a sheet in one pass over the positions, into `out`. Quantities of one
 * instrument in one group are added exactly and then multiplied with the row, in the order of the instruments: the
 * same operations as `Book`, so each number is bit for bit the one that `bookGreeks` gives.
 */
export function revalueColumns(sheet: Sheet, positions: PositionColumns, out: RiskColumns): void {
  const scenarioCount = sheet.scenarios.length;
  const { stride, table, priced } = flatten(sheet, positions.instruments);
  const { start, instrument, quantity, costUsd, carryUsdPerYear } = positions;
  const groupPnl = new Float64Array(scenarioCount);
  // Few venues charge by entry: most books spare the sums.
  const hasCarry = carryUsdPerYear.some((carry) => carry !== 0);
  const sums = new ExactSums(5);
  const [LONG, SHORT, NET, COST, CARRY] = [0, 1, 2, 3, 4] as const;
  for (const column of Object.values(out)) column.fill(0);

  for (let g = 0; g < positions.groups.length; g++) {
    const end = start[g + 1] ?? 0;
    let value = 0;
    let deltaUsd = 0;
    let gammaUsd1Pct = 0;
    let vega = 0;
    let theta = 0;
    let rhoSpot = 0;
    let carry = 0;
    let unpriced = 0;
    sums.clear(COST);
    sums.clear(CARRY);
    groupPnl.fill(0);
    for (let i = start[g] ?? 0; i < end; ) {
      const code = instrument[i] ?? -1;
      let next = i + 1;
      while (next < end && instrument[next] === code) next++;
      if (priced[code] !== 1) {
        unpriced += next - i;
        i = next;
        continue;
      }
      let net = exactTerm(quantity[i] ?? Number.NaN);
      let long = Math.max(net, 0);
      let short = Math.min(net, 0);
      if (next - i > 1) {
        for (const slot of [LONG, SHORT, NET]) sums.clear(slot);
        for (let k = i; k < next; k++) {
          const q = quantity[k] ?? Number.NaN;
          sums.add(q > 0 ? LONG : SHORT, q);
          sums.add(NET, q);
        }
        long = sums.value(LONG);
        short = sums.value(SHORT);
        net = sums.value(NET);
      }
      for (let k = i; k < next; k++) sums.add(COST, costUsd[k] ?? Number.NaN);
      if (hasCarry) for (let k = i; k < next; k++) sums.add(CARRY, carryUsdPerYear[k] ?? Number.NaN);
      const at = code * stride;
      const reference = table[at + REFERENCE] ?? Number.NaN;
      value += net * (table[at + PRICE] ?? Number.NaN);
      deltaUsd += net * (table[at + DIRECTION] ?? Number.NaN) * reference;
      gammaUsd1Pct += net * (table[at + GAMMA] ?? Number.NaN) * reference * reference * 0.01;
      vega += net * (table[at + VEGA] ?? Number.NaN);
      theta += net * (table[at + THETA] ?? Number.NaN);
      rhoSpot += net * (table[at + RHO_SPOT] ?? Number.NaN);
      carry +=
        long * (table[at + CARRY_LONG] ?? Number.NaN) - short * (table[at + CARRY_SHORT] ?? Number.NaN);
      const from = at + MEASURES;
      for (let s = 0; s < scenarioCount; s++) {
        groupPnl[s] = (groupPnl[s] ?? 0) + net * (table[from + s] ?? Number.NaN);
      }
      i = next;
    }
    out.valueUsd[g] = value - sums.value(COST);
    out.deltaUsd[g] = deltaUsd;
    out.gammaUsd1Pct[g] = gammaUsd1Pct;
    out.vega[g] = vega;
    out.theta[g] = theta;
    out.rhoSpot[g] = rhoSpot;
    out.carryUsdPerYear[g] = carry + sums.value(CARRY);
    out.unpriced[g] = unpriced;
    out.pnl.set(groupPnl, g * scenarioCount);
  }
}

/** The rows of some instruments side by side in memory, which a pass over a million positions reads at random. */
function flatten(sheet: Sheet, instruments: readonly string[]) {
  const stride = MEASURES + sheet.scenarios.length;
  const table = new Float64Array(instruments.length * stride);
  const priced = new Uint8Array(instruments.length);
  instruments.forEach((id, code) => {
    const row = sheet.rows.get(id);
    if (row === undefined) return;
    priced[code] = 1;
    const at = code * stride;
    table[at + PRICE] = row.priceUsd;
    table[at + REFERENCE] = row.referenceUsd;
    table[at + DIRECTION] = isStableRow(row) ? 0 : row.delta;
    table[at + GAMMA] = row.gamma;
    table[at + VEGA] = row.vega;
    table[at + THETA] = row.theta;
    table[at + RHO_SPOT] = row.rhoSpot;
    table[at + CARRY_LONG] = row.carryLongUsdPerYear;
    table[at + CARRY_SHORT] = row.carryShortUsdPerYear;
    table.set(row.pnl, at + MEASURES);
  });
  return { stride, table, priced };
}

/** Stable counting sort of `indices` by `key[index]`, and where each key starts. */
function countingSort(
  indices: Int32Array,
  key: Int32Array,
  keys: number,
): { readonly sorted: Int32Array; readonly start: Int32Array } {
  const start = new Int32Array(keys + 1);
  for (const i of indices) start[(key[i] ?? 0) + 1] = (start[(key[i] ?? 0) + 1] ?? 0) + 1;
  for (let k = 0; k < keys; k++) start[k + 1] = (start[k + 1] ?? 0) + (start[k] ?? 0);
  const at = start.slice();
  const sorted = new Int32Array(indices.length);
  for (const i of indices) {
    const k = key[i] ?? 0;
    sorted[at[k] ?? 0] = i;
    at[k] = (at[k] ?? 0) + 1;
  }
  return { sorted, start };
}
