/**
 * Times the sheet and the book: `node bench/book.ts`.
 * 5,000 instruments (3 of 5 options), 27 scenarios, 1,000,000 positions of 100,000 accounts; then one account of 200
 * option legs. Medians of nine runs after runs that warm up. The seed is fixed, so every run does the same work. Lines
 * that start with `bar:` compare one with what the project asks of itself.
 */
import { Book, bookGreeks } from "../engine/book/book.ts";
import {
  createRiskColumns,
  type PositionColumnsInput,
  revalueColumns,
  sortPositionColumns,
} from "../engine/book/columns.ts";
import type { Instrument } from "../engine/book/instrument.ts";
import type { Mark, MarketSnapshot } from "../engine/book/market.ts";
import type { Scenario } from "../engine/book/scenario.ts";
import { buildSheet, updateSheet } from "../engine/book/sheet.ts";
import { printBar } from "./support/bar.ts";

const NOW = 1_760_000_000;
const random = mulberry32(7);

const scenarios: readonly Scenario[] = [-4, -3, -2, -1, 0, 1, 2, 3, 4].flatMap((step) =>
  [-0.25, 0, 0.5].map((change) => ({
    name: `${step * 4}% ${change}`,
    spotMove: step * 0.04,
    volShock: { kind: "tenor" as const, change, shortPower: 0.3, longPower: 0.13, minimumDays: 1, floor: 0 },
    timeForwardYears: 0,
  })),
);

const instruments = Array.from({ length: 5000 }, (_, i) => instrumentOf(i, i % 5 < 3));
const market = marketOf(instruments);
const { sheet } = buildSheet(instruments, market, scenarios);
const positions = sortPositionColumns(randomPositions(1_000_000, 100_000));
const bare = buildSheet(instruments, market, []).sheet;
const legs = Array.from({ length: 200 }, (_, i) => instrumentOf(i, true));
const legMarket = marketOf(legs);
const set = { id: "s", chainId: 1, venue: "v", account: "a", marginMode: "cross" as const };
const account = legs.map(({ id }, i) => ({
  id,
  instrumentId: id,
  nettingSetId: "s",
  quantity: i % 7,
  costUsd: 0,
  isCollateral: false,
}));

report("sheet: 5,000 instruments x 27 scenarios", () => buildSheet(instruments, market, scenarios));
const greeksOnly = createRiskColumns(100_000, 0);
const bookMs = report("book: 1,000,000 positions, greeks by account", () =>
  revalueColumns(bare, positions, greeksOnly),
);
const withScenarios = createRiskColumns(100_000, scenarios.length);
report("book: the same with 27 scenarios", () => revalueColumns(sheet, positions, withScenarios));
const revaluationMs = report("revaluation: sheet, then book, 27 scenarios", () =>
  revalueColumns(buildSheet(instruments, market, scenarios).sheet, positions, withScenarios),
);
const held = Array.from({ length: 100_000 }, (_, i) => ({
  id: `p${i}`,
  instrumentId: `1:v:${Math.floor(random() * 5000)}`,
  nettingSetId: "s",
  quantity: random() - 0.5,
  costUsd: 0,
  isCollateral: false,
}));
const live = new Book(bare, [set], ["TOTAL", "UNDERLYING"]);
for (const position of held) live.set(position);
let price = 3000;
report("incremental: 10 marks and 1 of 100,000 positions move", () => {
  price += 1;
  const marks = new Map(market.marks);
  for (let i = 3; i < 50; i += 5) {
    marks.set(`1:v:${i}`, { kind: "linear", priceUsd: price, carryUsdPerYear: -20 });
  }
  live.reprice(updateSheet(bare, { timestamp: NOW, marks }).sheet);
  live.set({
    id: "p7",
    instrumentId: "1:v:3",
    nettingSetId: "s",
    quantity: price,
    costUsd: 0,
    isCollateral: false,
  });
  live.greeks("TOTAL");
  live.greeks("UNDERLYING");
});
report("the same in a batch", () => bookGreeks(held, [set], bare, "TOTAL"));
report(
  "account: 200 option legs x 27 scenarios",
  () => bookGreeks(account, [set], buildSheet(legs, legMarket, scenarios).sheet, "TOTAL"),
  100,
);

console.log("");
printBar("1,000,000 positions over 5,000 instruments, greeks by account", bookMs, 150);
printBar("the same, instruments priced anew and under 27 scenarios", revaluationMs, 150);

/** Times a task, prints it, and returns the median in milliseconds. */
function report(name: string, run: () => unknown, warmUps = 2): number {
  const times: number[] = [];
  for (let i = 0; i < 9 + warmUps; i++) {
    const from = performance.now();
    run();
    times.push(performance.now() - from);
  }
  const sorted = times.slice(warmUps).sort((a, b) => a - b);
  const show = (k: number) => (sorted[k] ?? Number.NaN).toFixed(2).padStart(8);
  console.log(`${name.padEnd(56)} median ${show(4)} ms   min ${show(0)}   max ${show(8)}`);
  return sorted[4] ?? Number.NaN;
}

function instrumentOf(i: number, isOption: boolean): Instrument {
  const base = { id: `1:v:${i}`, chainId: 1, venue: "v", underlying: `U${i % 20}` };
  if (!isOption) return { ...base, kind: "perp" };
  return {
    ...base,
    kind: "option",
    right: i % 2 === 0 ? "call" : "put",
    strike: 3000 * (0.5 + random()),
    expiry: NOW + 86_400 * (1 + 300 * random()),
    settlement: "usd",
  };
}

function marketOf(listed: readonly Instrument[]): MarketSnapshot {
  const mark = (instrument: Instrument): Mark =>
    instrument.kind === "option"
      ? { kind: "option", forwardUsd: 3000, volatility: 0.4 + random(), rate: 0.03 }
      : { kind: "linear", priceUsd: 3000, carryUsdPerYear: -20 };
  return { timestamp: NOW, marks: new Map(listed.map((instrument) => [instrument.id, mark(instrument)])) };
}

function randomPositions(count: number, groupCount: number): PositionColumnsInput {
  return {
    groups: Array.from({ length: groupCount }, (_, g) => `g${g}`),
    instruments: instruments.map(({ id }) => id),
    group: Int32Array.from({ length: count }, () => Math.floor(random() * groupCount)),
    instrument: Int32Array.from({ length: count }, () => Math.floor(random() * instruments.length)),
    quantity: Float64Array.from({ length: count }, () => 20 * random() - 10),
    costUsd: Float64Array.from({ length: count }, () => 1000 * random()),
    carryUsdPerYear: new Float64Array(count),
  };
}

/** Tommy Ettinger's 32-bit generator. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
