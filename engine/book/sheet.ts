import { type Issue, invalid } from "../result.ts";
import type { Instrument } from "./instrument.ts";
import type { Mark, MarketSnapshot } from "./market.ts";
import { instrumentRow } from "./pricers/registry.ts";
import type { SheetRow } from "./row.ts";
import { checkScenario, type Scenario, spotMoveOf } from "./scenario.ts";

/** One row per priced instrument at one moment, with the scenarios that its P&L vectors refer to. */
export interface Sheet {
  /** Unix seconds. */
  readonly timestamp: number;
  readonly scenarios: readonly Scenario[];
  /** Every instrument that was asked for, priced or not, by id, in the order of the ids. */
  readonly instruments: ReadonlyMap<string, Instrument>;
  /** By instrument id, in the order of the ids. An instrument that is absent here is named by an issue. */
  readonly rows: ReadonlyMap<string, SheetRow>;
  /** The marks that the rows were computed from, by instrument id. */
  readonly marks: ReadonlyMap<string, Mark>;
}

/**
 * Prices instruments once, for any number of positions in them.
 *
 * Each row carries price, greeks and the P&L of one unit in every scenario, by full revaluation. An instrument that
 * cannot be priced has no row and an issue that names it (UNPRICED, or INVALID_INPUT with the field at fault); the
 * other rows are not affected. An invalid scenario is left out, so read the P&L order from `sheet.scenarios`.
 */
export function buildSheet(
  instruments: readonly Instrument[],
  market: MarketSnapshot,
  scenarios: readonly Scenario[],
): { readonly sheet: Sheet; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const valid = scenarios.filter((scenario, s) => {
    const found = checkScenario(scenario, `scenarios[${s}]`);
    issues.push(...found);
    return found.length === 0;
  });
  const byId = new Map<string, Instrument>();
  instruments.forEach((instrument, i) => {
    if (byId.has(instrument.id)) {
      issues.push({ ...invalid(`instruments[${i}].id`, "unique", instrument.id), subject: instrument.id });
    } else byId.set(instrument.id, instrument);
  });
  const ordered = new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)));
  return priceAll(ordered, market, valid, issues, () => undefined);
}

/**
 * The sheet of the same instruments and scenarios in a later market. Rows whose inputs did not change are shared
 * with the earlier sheet, and the result is the same, bit by bit, as that of `buildSheet`.
 */
export function updateSheet(
  previous: Sheet,
  market: MarketSnapshot,
): { readonly sheet: Sheet; readonly issues: readonly Issue[] } {
  const sameTime = market.timestamp === previous.timestamp;
  return priceAll(previous.instruments, market, previous.scenarios, [], (instrument) => {
    const timeless = instrument.kind !== "option" || sameTime;
    const mark = market.marks.get(instrument.id);
    return timeless && sameMark(mark, previous.marks.get(instrument.id))
      ? previous.rows.get(instrument.id)
      : undefined;
  });
}

function priceAll(
  instruments: ReadonlyMap<string, Instrument>,
  market: MarketSnapshot,
  scenarios: readonly Scenario[],
  issues: Issue[],
  reuse: (instrument: Instrument) => SheetRow | undefined,
): { readonly sheet: Sheet; readonly issues: readonly Issue[] } {
  const { timestamp } = market;
  const rows = new Map<string, SheetRow>();
  const marks = new Map<string, Mark>();
  const sheet = { timestamp, scenarios, instruments, rows, marks };
  if (!Number.isFinite(timestamp)) {
    issues.push(invalid("market.timestamp", "finite", timestamp));
    return { sheet, issues };
  }
  const keys = scenarios.map(({ volShock }) => JSON.stringify(volShock));
  const distinct = [...new Set(keys)];
  const shared = {
    timestamp,
    volShocks: distinct.flatMap((key) => scenarios[keys.indexOf(key)]?.volShock ?? []),
    volShockOf: Int32Array.from(keys, (key) => distinct.indexOf(key)),
    timeForward: Float64Array.from(scenarios, ({ timeForwardYears }) => timeForwardYears),
  };
  const movesByUnderlying = new Map<string, Float64Array>();
  for (const instrument of instruments.values()) {
    const mark = market.marks.get(instrument.id);
    if (mark !== undefined) marks.set(instrument.id, mark);
    const kept = reuse(instrument);
    if (kept !== undefined) {
      rows.set(instrument.id, kept);
      continue;
    }
    const stable = instrument.kind === "spot" && instrument.stable === true;
    const key = `${stable ? "stable" : "moving"}:${instrument.underlying}`;
    let moves = movesByUnderlying.get(key);
    if (moves === undefined) {
      moves = Float64Array.from(scenarios, (scenario) => spotMoveOf(scenario, instrument.underlying, stable));
      movesByUnderlying.set(key, moves);
    }
    const row = instrumentRow(instrument, mark, { ...shared, moves });
    if (row.ok) rows.set(instrument.id, row.value);
    else issues.push(...row.issues);
  }
  return { sheet, issues };
}

/** Whether two marks hold the same numbers. */
function sameMark(a: Mark | undefined, b: Mark | undefined): boolean {
  if (a === b) return a !== undefined;
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([name, value]) => Object.is(right.get(name), value));
}
