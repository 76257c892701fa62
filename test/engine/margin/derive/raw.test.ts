import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startChecks } from "../../../../engine/margin/derive/checks.ts";
import { fromFixed18, structFromFixed18 } from "../../../../engine/margin/derive/raw.ts";
import { pm2AccountFromRaw, pm2ParametersFromRaw } from "../../../../engine/margin/derive/rawPm2.ts";
import { chainSnapshot } from "./pm2Chain.ts";
import { issues, value } from "./value.ts";

const read = (raw: bigint | string) => fromFixed18(startChecks(), "x", raw);

describe("18-decimal integers", () => {
  it("rounds once: the nearest double, where dividing by 1e18 is off by one unit in the last place", () => {
    expect(read("115266233311363550000000")).toBe(115_266.233_311_363_55);
    expect(115266233311363550000000 / 1e18).not.toBe(115_266.233_311_363_55);
    expect(read("-1")).toBe(-1e-18);
    expect(read(0n)).toBe(0);
  });

  it("reads back every amount with six decimals", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), (millionths) => {
        expect(read(BigInt(millionths) * 10n ** 12n)).toBe(millionths / 1e6 + 0);
      }),
    );
  });

  it.each(["", "1.5", "0x10", "1e18", "undefined"])("refuses %s", (raw) => {
    const checks = startChecks();
    expect(fromFixed18(checks, "margin.imFactor", raw)).toBeNaN();
    expect(checks.issues.map((issue) => issue.field)).toEqual(["margin.imFactor"]);
  });

  it("refuses a struct of another length, so that no member is read as its neighbour", () => {
    const checks = startChecks();
    structFromFixed18(checks, "basis", ["a", "b"], ["1", "2", "3"]);
    expect(checks.issues.map((issue) => issue.field)).toEqual(["basis"]);
  });
});

describe("PM2 structs from the chain", () => {
  const snapshot = chainSnapshot("BTC_45113645");

  it("keeps the order of the structs and takes dteFloor in seconds", () => {
    const parameters = value(pm2ParametersFromRaw(snapshot));
    expect(parameters.margin).toMatchObject({ imFactor: 1, mmFactor: 0.8, shortBaseStaticDiscount: 1.02 });
    expect(parameters.volShock).toEqual({
      volRangeUp: 0.4,
      volRangeDown: 0.25,
      shortTermPower: 0.3,
      longTermPower: 0.13,
      dteFloorSeconds: 86_400,
      minVolUpShock: 0.5,
    });
    expect(parameters.contingency).toMatchObject({ mmOptionPercent: 0.0015, imOptionPercent: 0.001 });
    expect(parameters.scenarios.at(-1)).toEqual({ spotShock: 1, volShock: "abs", dampening: 1 });
  });

  it("names a leg whose volatility the quotes lack", () => {
    const holdings = { legs: [[1793347200, "1", true, "1"]] as const, perp: "0", cash: "0" };
    const found = issues(pm2AccountFromRaw(snapshot, holdings)).map((issue) => issue.field);
    expect(found).toEqual(["legs[0].volatility", "legs[0].volConfidence"]);
  });
});
