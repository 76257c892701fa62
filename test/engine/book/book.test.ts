import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Book, bookGreeks } from "../../../engine/book/book.ts";
import { GROUPINGS, type Grouping } from "../../../engine/book/groups.ts";
import type { BookGreeks } from "../../../engine/book/measures.ts";
import type { BookPosition } from "../../../engine/book/position.ts";
import { buildSheet, updateSheet } from "../../../engine/book/sheet.ts";
import { NettingBook, netting } from "../../../engine/netting/netting.ts";
import {
  bookArbitrary,
  fullMarket,
  INSTRUMENTS,
  markOf,
  NETTING_SETS,
  NOW,
  positionArbitrary,
  SCENARIOS,
} from "./arbitraries.ts";

const { sheet } = buildSheet(INSTRUMENTS, fullMarket(), SCENARIOS);
const SET = "42161:gmx:0xabc:main";

function position(instrumentId: string, quantity: number, over: Partial<BookPosition> = {}): BookPosition {
  return {
    id: instrumentId,
    instrumentId,
    nettingSetId: SET,
    quantity,
    costUsd: 0,
    isCollateral: false,
    ...over,
  };
}

function totalOf(positions: readonly BookPosition[]): BookGreeks {
  const total = bookGreeks(positions, NETTING_SETS, sheet, "TOTAL").groups.get("total");
  if (total === undefined) throw new Error("no total");
  return total;
}

function negated(greeks: BookGreeks): BookGreeks {
  const flip = (value: unknown): unknown => {
    if (typeof value === "number") return 0 - value;
    if (value instanceof Float64Array) return value.map((x) => 0 - x);
    if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, flip(inner)]));
    if (value === null) return null;
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, flip(inner)]));
  };
  return flip(greeks) as BookGreeks;
}

/** Adds 0 so that -0 and 0 compare equal. */
const tidy = (greeks: BookGreeks): BookGreeks => negated(negated(greeks));

describe("book greeks", () => {
  it("are quantity times row, for one position of each kind", () => {
    for (const row of sheet.rows.values()) {
      const greeks = totalOf([position(row.instrument.id, -3, { costUsd: 10 })]);
      const s = row.referenceUsd;
      expect(greeks.valueUsd).toBe(-3 * row.priceUsd - 10);
      expect(greeks.byUnderlying.get(row.instrument.underlying)).toEqual({
        delta: -3 * row.delta + 0,
        deltaPa: row.deltaPa === null ? null : -3 * row.deltaPa,
        deltaUsd: -3 * row.delta * s + 0,
        gamma: -3 * row.gamma + 0,
        gammaUsd1Pct: -3 * row.gamma * s * s * 0.01 + 0,
        vega: -3 * row.vega + 0,
        vanna: -3 * row.vanna + 0,
      });
      expect([...greeks.pnl]).toEqual([...row.pnl.map((x) => -3 * x + 0)]);
    }
  });

  it("of the opposite quantities are the exact opposite", () => {
    // Carry is not odd: venues charge each side its own borrow.
    const flip = (p: BookPosition) => ({ ...p, quantity: -p.quantity, costUsd: -p.costUsd });
    fc.assert(
      fc.property(bookArbitrary, (positions) => {
        const { carryUsdPerYear: _a, ...long } = tidy(totalOf(positions));
        const { carryUsdPerYear: _b, ...short } = negated(totalOf(positions.map(flip)));
        expect(short).toEqual(long);
      }),
    );
  });

  it("do not depend on the order of the positions", () => {
    fc.assert(
      fc.property(bookArbitrary, fc.constantFrom(...GROUPINGS), (positions, by) => {
        const forward = bookGreeks(positions, NETTING_SETS, sheet, by);
        expect(bookGreeks([...positions].reverse(), NETTING_SETS, sheet, by)).toEqual(forward);
      }),
    );
  });

  it("charge each side its own borrow, also when the sides cancel", () => {
    const id = "42161:gmx:ETH-PERP";
    const greeks = totalOf([position(id, 2), position(id, -2, { id: "other" })]);
    expect(greeks.deltaUsd).toBe(0);
    expect(greeks.carryUsdPerYear).toBe(2 * -40 + 2 * 25);
  });

  it("count cash in the value, and in no directional total", () => {
    const greeks = totalOf([position("42161:gmx:USDC", 500), position("42161:gmx:ETH-PERP", 1)]);
    expect(greeks.valueUsd).toBe(3500);
    expect(greeks.deltaUsd).toBe(3000);
    expect(greeks.byUnderlying.get("USDC")?.deltaUsd).toBe(500);
  });

  it("add what a position is charged for its own entry", () => {
    const id = "42161:gmx:ETH-PERP";
    const greeks = totalOf([
      position(id, 2, { carryUsdPerYear: -7 }),
      position(id, 1, { id: "other", carryUsdPerYear: 3 }),
    ]);
    expect(greeks.carryUsdPerYear).toBe(3 * -40 - 7 + 3);
  });

  it("group by every key, and the groups of a partition add up", () => {
    fc.assert(
      fc.property(bookArbitrary, fc.constantFrom(...GROUPINGS), (positions, by) => {
        const { groups } = bookGreeks(positions, NETTING_SETS, sheet, by);
        const parts = [...groups.values()].reduce((sum, g) => sum + g.valueUsd, 0);
        const scale = positions.reduce(
          (sum, p) => sum + Math.abs(p.quantity) * 60_000 + Math.abs(p.costUsd),
          1,
        );
        expect(Math.abs(parts - totalOf(positions).valueUsd)).toBeLessThan(1e-12 * scale);
      }),
    );
    const positions = [
      position("42161:gmx:ETH-PERP", 1),
      position("10:derive:BTC-P", 1, { nettingSetId: "10:derive:0xabc:main" }),
    ];
    const keys = (by: Grouping) => [...bookGreeks(positions, NETTING_SETS, sheet, by).groups.keys()];
    expect(keys("UNDERLYING")).toEqual(["BTC", "ETH"]);
    expect(keys("VENUE")).toEqual(["derive", "gmx"]);
    expect(keys("CHAIN")).toEqual(["10", "42161"]);
    expect(keys("TENOR")).toEqual(["90d+", "perpetual"]);
    expect(keys("INSTRUMENT")).toEqual(["10:derive:BTC-P", "42161:gmx:ETH-PERP"]);
    expect(keys("NETTING_SET")).toEqual(["10:derive:0xabc:main", SET]);
  });

  it("of an empty book are a total of zeros", () => {
    expect(totalOf([])).toMatchObject({ valueUsd: 0, deltaUsd: 0, carryUsdPerYear: 0 });
    expect(bookGreeks([], NETTING_SETS, sheet, "VENUE").groups.size).toBe(0);
  });
});

describe("a bad position", () => {
  const good = [position("42161:gmx:ETH-PERP", 1), position("42161:gmx:BTC-C", -2)];

  it.each([
    ["quantity", { quantity: Number.NaN }],
    ["quantity", { quantity: Number.POSITIVE_INFINITY }],
    ["costUsd", { costUsd: Number.NaN }],
    ["carryUsdPerYear", { carryUsdPerYear: Number.NaN }],
    ["instrumentId", { instrumentId: "nowhere" }],
    ["nettingSetId", { nettingSetId: "nowhere" }],
  ])("with a wrong %s is named and spoils nothing", (field, over) => {
    const bad = position("42161:gmx:ETH-C", 1, { id: "bad", ...over });
    const { groups, issues } = bookGreeks([...good, bad], NETTING_SETS, sheet, "TOTAL");
    expect(groups.get("total")).toEqual(totalOf(good));
    expect(issues).toMatchObject([
      { code: "INVALID_INPUT", field: `positions[bad].${field}`, subject: "bad" },
    ]);
  });

  it("without a price takes its cost out of the value too, and never shows as a group of zeros", () => {
    const marks = new Map(fullMarket().marks);
    marks.delete("42161:gmx:ETH-C");
    const partial = buildSheet(INSTRUMENTS, { timestamp: NOW, marks }, SCENARIOS).sheet;
    const bad = position("42161:gmx:ETH-C", 1, { id: "bad", costUsd: 500 });
    const { groups, issues } = bookGreeks([...good, bad], NETTING_SETS, partial, "INSTRUMENT");
    expect([...groups.keys()]).toEqual(["42161:gmx:BTC-C", "42161:gmx:ETH-PERP"]);
    expect(issues).toMatchObject([{ code: "UNPRICED", subject: "bad" }]);
    expect(bookGreeks([...good, bad], NETTING_SETS, partial, "TOTAL").groups.get("total")).toEqual(
      totalOf(good),
    );
  });

  it("does not count twice when its id is given twice", () => {
    const { groups, issues } = bookGreeks([...good, ...good.slice(1)], NETTING_SETS, sheet, "TOTAL");
    expect(groups.get("total")).toEqual(totalOf(good));
    expect(issues).toMatchObject([{ code: "INVALID_INPUT", field: "positions[2].id" }]);
  });

  it("names a netting set that is given twice", () => {
    const { issues } = bookGreeks([], [...NETTING_SETS, ...NETTING_SETS.slice(0, 1)], sheet, "TOTAL");
    expect(issues).toMatchObject([
      { code: "INVALID_INPUT", field: `nettingSets[${NETTING_SETS.length}].id` },
    ]);
  });
});

describe("an incremental book", () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: positionArbitrary(fc.integer({ min: 0, max: 25 }).map((i) => `p${i}`)) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 25 }).map((i) => `p${i}`) },
    {
      weight: 1,
      arbitrary: fc.record({
        instruments: fc.subarray([...INSTRUMENTS], { maxLength: 6 }),
        move: fc.double({ min: -0.4, max: 0.6, noNaN: true }),
        unpriced: fc.boolean(),
        seconds: fc.constantFrom(0, 0, 0, 600, 11 * 86_400),
      }),
    },
  );

  it("has the same bits as one built anew, after any changes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let current = sheet;
        let marks = new Map(fullMarket().marks);
        const positions = new Map<string, BookPosition>();
        const book = new Book(sheet, NETTING_SETS, GROUPINGS);
        const nets = new NettingBook(sheet, NETTING_SETS);
        for (const change of steps) {
          if (typeof change === "string") {
            positions.delete(change);
            book.remove(change);
            nets.remove(change);
          } else if ("move" in change) {
            marks = new Map(marks);
            for (const instrument of change.instruments) {
              if (change.unpriced) marks.delete(instrument.id);
              else marks.set(instrument.id, markOf(instrument, change.move));
            }
            current = updateSheet(current, { timestamp: current.timestamp + change.seconds, marks }).sheet;
            book.reprice(current);
            nets.reprice(current);
          } else {
            positions.set(change.id, change);
            book.set(change);
            nets.set(change);
          }
          book.greeks("TOTAL"); // so that a stale cache would show
        }
        const market = { timestamp: current.timestamp, marks };
        const fresh = buildSheet(INSTRUMENTS, market, SCENARIOS).sheet;
        for (const by of GROUPINGS) {
          const batch = bookGreeks([...positions.values()], NETTING_SETS, fresh, by);
          expect(book.greeks(by)).toEqual(batch.groups);
          expect(book.issues()).toEqual(batch.issues);
        }
        const batch = netting([...positions.values()], NETTING_SETS, fresh);
        expect(nets.report()).toEqual(batch.report);
        expect(nets.issues()).toEqual(batch.issues);
      }),
      { numRuns: 150 },
    );
  });

  it("names a position that is not valid until it is replaced or removed", () => {
    const book = new Book(sheet, NETTING_SETS, ["TOTAL"]);
    book.set(position("42161:gmx:ETH-PERP", Number.NaN));
    expect(book.issues()).toHaveLength(1);
    book.set(position("42161:gmx:ETH-PERP", 1));
    expect(book.issues()).toEqual([]);
    expect(book.greeks("TOTAL").get("total")?.deltaUsd).toBe(3000);
  });
});
