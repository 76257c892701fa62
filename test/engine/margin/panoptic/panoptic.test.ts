import { describe, expect, test } from "vitest";
import type { PanopticAccount } from "../../../../engine/margin/panoptic/account.ts";
import { panopticMargin, panopticTokens } from "../../../../engine/margin/panoptic/panoptic.ts";
import type { PanopticLeg, PanopticPosition } from "../../../../engine/margin/panoptic/position.ts";
import { crossRatio, sellRatio } from "../../../../engine/margin/panoptic/ratios.ts";
import { positionRequirement } from "../../../../engine/margin/panoptic/requirements.ts";
import vectors from "../../../fixtures/margin/panoptic.json";
import { issueFields, okValue } from "../support.ts";

/** A call spread is a difference of amounts that the contract rounds to a unit of the other, 6-digit token. */
const RELATIVE = 1e-9;
/** Raw units that the contract rounds up and down on the way. */
const UNITS = 3;

function expectRaw(actual: number, contract: string | undefined) {
  const expected = Number(contract);
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(UNITS + RELATIVE * expected);
}

const positions = new Map<string, PanopticPosition>(
  Object.entries(vectors.positions).map(([name, row]) => [
    name,
    { tickSpacing: row.tickSpacing, size: Number(row.size), legs: row.legs as PanopticLeg[] },
  ]),
);

function positionOf(name: string): PanopticPosition {
  const position = positions.get(name);
  if (position === undefined) throw new Error(`no fixture ${name}`);
  return position;
}

const pair = (values: readonly (string | number)[]) => [Number(values[0]), Number(values[1])] as const;

function accountOf(row: (typeof vectors.accounts)[number], tick: number): PanopticAccount {
  return {
    positions: row.positions.map(positionOf),
    tick,
    assets: pair(row.assets),
    interest: pair(row.interest),
    shortPremia: pair(row.shortPremia),
    longPremia: pair(row.longPremia),
    utilization: pair(row.utilization),
    crossBuffer: [1, 0.9],
    underlying: 0,
    decimals: [18, 6],
    quotePriceUsd: 1,
  };
}

describe("requirements that the contract returns", () => {
  test.each(Object.entries(vectors.requirements))("%s", (name, rows) => {
    for (const [tick, utilization0, utilization1, required0, required1] of rows) {
      const { required, credits } = positionRequirement(positionOf(name), Number(tick), [
        Number(utilization0),
        Number(utilization1),
      ]);
      expectRaw(Math.max(0, required[0] - credits[0]), String(required0));
      expectRaw(Math.max(0, required[1] - credits[1]), String(required1));
    }
  });
});

describe("accounts that the contract margins", () => {
  test.each(vectors.accounts)("$name", (row) => {
    for (const { tick, required, balance, solvent, solventWithBuffer } of row.rows) {
      const account = accountOf(row, tick);
      const tokens = panopticTokens(account, tick);
      expectRaw(tokens.required[0], required[0]);
      expectRaw(tokens.required[1], required[1]);
      expectRaw(tokens.balance[0], balance[0]);
      expectRaw(tokens.balance[1], balance[1]);
      const report = okValue(panopticMargin(account));
      expect(report.equityUsd >= report.maintenanceUsd).toBe(solvent);
      expect(report.equityUsd >= report.initialUsd).toBe(solventWithBuffer);
    }
  });
});

describe("liquidation price", () => {
  test("it lies between the last solvent and the first insolvent row of the contract", () => {
    const row = vectors.accounts.find(({ name }) => name === "short put on USDC only");
    if (row === undefined) throw new Error("no fixture");
    const { liquidationPriceUsd, liquidationDistance } = okValue(panopticMargin(accountOf(row, -196260)));
    const usd = (tick: number) => 1.0001 ** tick * 1e12;
    expect(liquidationPriceUsd).toBeGreaterThan(usd(-197760));
    expect(liquidationPriceUsd).toBeLessThan(usd(-196860));
    expect(liquidationDistance).toBeCloseTo((liquidationPriceUsd ?? 0) / usd(-196260) - 1, 12);
  });

  test("the account is insolvent at that tick and solvent one tick nearer", () => {
    for (const row of vectors.accounts) {
      const account = accountOf(row, -196260);
      const { liquidationPriceUsd, equityUsd, maintenanceUsd } = okValue(panopticMargin(account));
      if (liquidationPriceUsd === null || equityUsd < maintenanceUsd) continue;
      const tick = Math.round(Math.log(liquidationPriceUsd / 1e12) / Math.log(1.0001));
      const at = (t: number) => {
        const report = okValue(panopticMargin({ ...account, tick: t }));
        return report.equityUsd >= report.maintenanceUsd;
      };
      expect(at(tick)).toBe(false);
      expect(at(tick + (tick < account.tick ? 1 : -1))).toBe(true);
    }
  });

  test("an account without positions has none", () => {
    const [row] = vectors.accounts;
    if (row === undefined) throw new Error("no fixture");
    const report = okValue(panopticMargin({ ...accountOf(row, 0), positions: [] }));
    expect([report.liquidationPriceUsd, report.maintenanceUsd]).toEqual([null, 0]);
  });
});

describe("traps", () => {
  const only = (leg: Partial<PanopticLeg>): PanopticPosition => {
    const position = positionOf("short put");
    const [first] = position.legs;
    if (first === undefined) throw new Error("no leg");
    return { ...position, legs: [{ ...first, ...leg }] };
  };

  test("trap: an odd range is rounded down below and up above the strike", () => {
    const odd = (tick: number) => {
      const position = { ...only({ width: 1, strikeTick: 0 }), tickSpacing: 61 };
      const [, required] = positionRequirement(position, tick, [0, 0]).required;
      return required / position.size;
    };
    // In range the requirement follows a line; one tick beyond it falls back to half the base ratio or the slope.
    expect(odd(30)).toBeGreaterThan(odd(31));
    expect(Math.abs(odd(-30) - odd(-31))).toBeLessThan(1e-3);
  });

  test("trap: the account's highest utilisation applies to all positions, and to shorts only", () => {
    const required = (position: PanopticPosition, used: number) =>
      positionRequirement(position, -195000, [used, used]).required[1];
    expect(required(only({}), 9_000)).toBeGreaterThan(4 * required(only({}), 0));
    expect(required(only({ isLong: true }), 9_000)).toBe(required(only({ isLong: true }), 0));
  });

  test("trap: legs with different ratios are not partners", () => {
    const { required } = positionRequirement(
      positionOf("mismatched ratio does not partner"),
      -196260,
      [0, 0],
    );
    const [long, short] = positionOf("mismatched ratio does not partner").legs;
    if (long === undefined || short === undefined) throw new Error("no legs");
    const apart = [long, short].map(
      (leg) =>
        positionRequirement(
          { ...positionOf("short put"), legs: [{ ...leg, riskPartner: 0 }] },
          -196260,
          [0, 0],
        ).required[1],
    );
    expect(required[1]).toBeCloseTo((apart[0] ?? 0) + (apart[1] ?? 0), 4);
  });

  test("trap: a surplus in one token stops helping the other when the pool is nearly used up", () => {
    expect([8_999, 9_250, 9_500, 10_000].map((used) => crossRatio(used, 0.9))).toEqual([0.9, 0.45, 0, 0]);
  });

  test("seller ratio: 20 % to two thirds, 100 % from 90 %", () => {
    expect([0, 6_666, 9_000, 9_001].map((used) => sellRatio(used, 0.2))).toEqual([0.2, 0.2, 1, 1]);
    expect(sellRatio(7_833, 0.2)).toBeCloseTo(0.6, 3);
  });

  test("property: the requirement grows with the size", () => {
    for (const [name, position] of positions) {
      const at = (size: number) => positionRequirement({ ...position, size }, -196260, [0, 0]).required;
      const [small, large] = [at(position.size), at(position.size * 2)];
      expect(large[0], name).toBeGreaterThanOrEqual(small[0]);
      expect(large[1], name).toBeGreaterThanOrEqual(small[1]);
    }
  });
});

test("bad input names every field at fault", () => {
  const [row] = vectors.accounts;
  if (row === undefined) throw new Error("no fixture");
  const position = positionOf("short put");
  const [leg] = position.legs;
  if (leg === undefined) throw new Error("no leg");
  const account: PanopticAccount = {
    ...accountOf(row, 0.5),
    assets: [-1, 0],
    positions: [{ ...position, size: Number.NaN, legs: [{ ...leg, riskPartner: 3 }] }],
  };
  expect(issueFields(panopticMargin(account))).toEqual([
    "tick",
    "assets[0]",
    "positions[0].size",
    "positions[0].legs[0].riskPartner",
  ]);
});
