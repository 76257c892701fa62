import { describe, expect, it, test } from "vitest";
import { stress } from "../../cli/commands/stress.ts";
import { bookExample } from "../../cli/schema/bookExample.ts";
import { black76Price } from "../../engine/pricing/black76.ts";
import { answerOf, fieldsOf } from "./support.ts";

const put = (forward: number, volatility: number) =>
  black76Price({
    right: "put",
    forward,
    strike: 2800,
    timeToExpiry: (1_774_598_400 - 1_767_225_600) / 31_536_000,
    volatility,
    rate: 0.04,
  });

/** 100 perps at 3,000, -80 at 3,001 and 50 puts, all moved by `move`. */
function pnlOf(move: number, volatility = 0.62) {
  const derive = 50 * (put(3030 * (1 + move), volatility) - put(3030, 0.62));
  return { "gmx-v2": 300_000 * move, "perp-v2": -240_080 * move, "derive-v2": derive };
}

const sum = (byVenue: Readonly<Record<string, number>>) => Object.values(byVenue).reduce((a, b) => a + b, 0);

describe("clearspan stress", () => {
  it("revalues fully by venue", async () => {
    const scenarios = [
      { name: "fall", spotMove: -0.2 },
      { name: "fear", spotMove: -0.2, volShock: { kind: "relative", change: 0.5 } },
    ];
    const answer = await answerOf(stress, { ...bookExample, scenarios });
    expect(answer.scenarios.map(({ name }: { name: string }) => name)).toEqual(["fall", "fear"]);
    for (const [i, expected] of [pnlOf(-0.2), pnlOf(-0.2, 0.93)].entries()) {
      for (const [venue, pnl] of Object.entries(expected)) {
        expect(answer.scenarios[i].byVenue[venue]).toBeCloseTo(pnl, 6);
      }
      expect(answer.scenarios[i].pnlUsd).toBeCloseTo(sum(expected), 6);
    }
    expect(answer.worst).toBeNull();
    expect(answer.issues).toEqual([]);
  });

  it("knows events by name, at the volatility shock of the caller", async () => {
    const move = 1073.53 / 1666.97 - 1;
    const scenarios = ["2022-11-ftx"];
    const flat = await answerOf(stress, { ...bookExample, scenarios });
    expect(flat.scenarios[0].pnlUsd).toBeCloseTo(sum(pnlOf(move)), 6);
    const eventVolShock = { kind: "absolute", change: 0.38 };
    const shocked = await answerOf(stress, { ...bookExample, scenarios, eventVolShock });
    expect(shocked.scenarios[0].pnlUsd).toBeCloseTo(sum(pnlOf(move, 1)), 6);
  });

  it("puts a grid after the scenarios and names the worst row", async () => {
    const volShocks = [
      { name: "same", shock: { kind: "none" } },
      { name: "down", shock: { kind: "relative", change: -0.3 } },
    ];
    const entry = {
      ...bookExample,
      scenarios: [{ name: "still", spotMove: 0 }],
      grid: { spotMoves: [-0.05, 0.05], volShocks },
    };
    const answer = await answerOf(stress, entry);
    expect(answer.scenarios.map(({ name }: { name: string }) => name)).toEqual([
      "still",
      "spot -5 %, vol same",
      "spot -5 %, vol down",
      "spot +5 %, vol same",
      "spot +5 %, vol down",
    ]);
    const least = Math.min(...answer.scenarios.map(({ pnlUsd }: { pnlUsd: number }) => pnlUsd));
    expect(answer.worst.pnlUsd).toBe(least);
    expect(least).toBeLessThan(0);
  });

  it("loses a venue's positive equity, and hits one venue by a wrong mark", async () => {
    const failures = [
      { kind: "venueOut", name: "out", venue: "gmx-v2", lossGivenDefault: 0.5 },
      { kind: "mispricing", name: "wrong", venue: "perp-v2", underlying: "ETH", move: 0.1 },
      {
        kind: "staleOracle",
        name: "asleep",
        underlying: "ETH",
        staleInstruments: ["10:perp-v2:vETH", "957:derive-v2:ETH-20260327-2800-P"],
        gap: 0.1,
      },
    ];
    const answer = await answerOf(stress, { ...bookExample, failures });
    const [out, wrong, asleep] = answer.failures;
    expect(out.pnlUsd).toBeCloseTo(-0.5 * 10_000, 8);
    expect(wrong.byVenue["perp-v2"]).toBeCloseTo(-24_008, 8);
    expect(asleep.pnlUsd).toBeCloseTo(-30_000, 8);
    expect(asleep.direction).toBe("down");
    expect(answer.worst.name).toBe("asleep");
  });

  test.each([
    ["an unknown event", { scenarios: ["2008-09-lehman"] }, ["scenarios[0]"]],
    [
      "a fall of more than everything",
      { scenarios: [{ name: "x", spotMove: -1.5 }] },
      ["scenarios[0].spotMove"],
    ],
    ["a scenario without a move", { scenarios: [{ name: "x" }] }, ["scenarios[0].spotMove"]],
    [
      "an unknown shock",
      { scenarios: [{ name: "x", spotMove: 0, volShock: { kind: "twist" } }] },
      ["scenarios[0].volShock.kind"],
    ],
    [
      "a grid beyond everything",
      { grid: { spotMoves: [-2], volShocks: [{ name: "same", shock: { kind: "none" } }] } },
      ["grid.spotMove"],
    ],
    [
      "a failure of an unknown venue",
      { failures: [{ kind: "venueOut", name: "x", venue: "dydx", lossGivenDefault: 1 }] },
      ["failures[0].venue"],
    ],
  ])("%s fails naming the field", async (_, changes, fields) => {
    expect(await fieldsOf(stress, { ...bookExample, ...changes })).toEqual(fields);
  });

  it("one bad position does not spoil the rest", async () => {
    const [first, ...others] = bookExample.positions;
    const scenarios = [{ name: "fall", spotMove: -0.2 }];
    const positions = [{ ...first, quantity: null }, ...others];
    const answer = await answerOf(stress, { ...bookExample, positions, scenarios });
    expect(answer.issues.map(({ field }: { field: string }) => field)).toEqual(["positions[0].quantity"]);
    expect(answer.scenarios[0].pnlUsd).toBeCloseTo(sum(pnlOf(-0.2)) + 60_000, 6);
  });
});
