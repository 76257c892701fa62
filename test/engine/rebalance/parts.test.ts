import { describe, expect, it } from "vitest";
import { blockMargins } from "../../../engine/rebalance/evaluate.ts";
import { flattenBook } from "../../../engine/rebalance/flatBook.ts";
import type { RebalanceLeg } from "../../../engine/rebalance/input.ts";
import { scenarioBlock, sizeBlock } from "../../../engine/rebalance/marginBlocks.ts";
import { roundTrades } from "../../../engine/rebalance/roundTrades.ts";
import { tradeBounds } from "../../../engine/rebalance/tradeBounds.ts";
import { number } from "../../../engine/rebalance/wording.ts";
import { input, perp, venue } from "./support.ts";

const legOf = (quantity: number, changes: Partial<RebalanceLeg>) => ({
  ...perp("p", quantity, changes),
  nettingSetId: "a",
});

describe("trade bounds", () => {
  it("takes the tightest limit and names it", () => {
    const leg = legOf(4, { maxPosition: 10, minPosition: 0, maxTrade: 5 });
    expect(tradeBounds(leg, "all")).toEqual({
      lower: -4,
      upper: 5,
      lowerKind: "position",
      upperKind: "tradeSize",
    });
    expect(tradeBounds(leg, "hard")).toEqual({
      lower: -5,
      upper: 5,
      lowerKind: "tradeSize",
      upperKind: "tradeSize",
    });
  });

  it("lets reduce-only go to zero from either side, and freezes the rest", () => {
    const oracle = { policy: "reduceOnly", reason: "r" } as const;
    expect(tradeBounds(legOf(4, { oracle }), "all")).toMatchObject({
      lower: -4,
      upper: 0,
      upperKind: "oracle",
    });
    expect(tradeBounds(legOf(-4, { oracle }), "all")).toMatchObject({
      lower: 0,
      upper: 4,
      lowerKind: "oracle",
    });
    expect(tradeBounds(legOf(-4, { oracle }), "withoutOracle")).toMatchObject({
      lower: -Infinity,
      upper: Infinity,
    });
    const frozen = legOf(-4, { oracle: { policy: "freeze", reason: "r" } });
    expect(tradeBounds(frozen, "hard")).toMatchObject({ lower: 0, upper: 0 });
  });

  it("forces a trade when the position is outside its bounds", () => {
    expect(tradeBounds(legOf(4, { maxPosition: 3 }), "all")).toMatchObject({
      upper: -1,
      upperKind: "position",
    });
  });
});

describe("margin blocks", () => {
  const book = flattenBook(
    input([
      {
        ...venue("a", [perp("z", 2), perp("b", -3)], 0.1),
        margin: [
          sizeBlock("size", 2, 1, 50),
          scenarioBlock(
            "scan",
            ["down", "up"],
            [
              [-300, -100],
              [400, 90],
            ],
            1.5,
            [-10, 0],
          ),
        ],
      },
    ]),
  );
  const [set] = book.sets;

  it("follow their legs into the canonical order", () => {
    expect(book.legs.map((leg) => leg.instrumentId)).toEqual(["b", "z"]);
  });

  it("take the worst piece, and the floor of 0 when every piece is a gain", () => {
    if (set === undefined) throw new Error("no set");
    // size: 50 * |-3|; down: -1.5 * (2 * -300 + -3 * -100 - 10) = 465; up: -1.5 * (800 - 270) < 0.
    expect(blockMargins(book, set, new Float64Array(2))).toEqual([
      { marginUsd: 150, worst: 1 },
      { marginUsd: 465, worst: 0 },
    ]);
    expect(blockMargins(book, set, Float64Array.of(3, 2))).toMatchObject([{ marginUsd: 0, worst: null }, {}]);
  });
});

describe("rounding", () => {
  const free = { lower: -Infinity, upper: Infinity, lowerKind: "position", upperKind: "position" } as const;
  const round = (leg: RebalanceLeg, trade: number, bounds = free) =>
    roundTrades(
      flattenBook(input([venue("a", [leg], 0.1)], { keep: [] })),
      [bounds],
      Float64Array.of(trade),
    )[0];

  it("goes to the nearest lot, but never across a bound", () => {
    expect(round(perp("p", 100, { lot: 0.1 }), 0.26)).toBe(0.3);
    expect(round(perp("p", 100, { lot: 0.1 }), 0.26, { ...free, upper: 0.27 })).toBe(0.2);
    expect(round(perp("p", 100, { lot: 0.1 }), -0.26, { ...free, lower: -0.27 })).toBe(-0.2);
  });

  it("lifts a trade to the minimum size or drops it, whichever is nearer", () => {
    expect(round(perp("p", 100, { minimumTrade: 1 }), -0.6)).toBe(-1);
    expect(round(perp("p", 100, { minimumTrade: 1 }), -0.4)).toBe(0);
    expect(round(perp("p", 100, { minimumTrade: 1 }), 0.6, { ...free, upper: 0.9 })).toBe(0);
  });

  it("takes the solver's dust for nothing", () => {
    expect(round(perp("p", 100), 1e-11)).toBe(0);
    expect(round(perp("p", 100), 1e-9)).toBe(1e-9);
  });
});

describe("numbers in sentences", () => {
  it.each([
    [0, "0"],
    [10, "10"],
    [-10.5, "-10.5"],
    [1234.567, "1234.57"],
    [0.000123456, "0.0001235"],
    [-0.25, "-0.25"],
    [3e-9, "0.000000003"],
  ])("%s reads %s", (value, text) => {
    expect(number(value)).toBe(text);
  });
});
