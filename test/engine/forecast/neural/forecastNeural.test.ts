import { describe, expect, it } from "vitest";
import { forecastNeural } from "../../../../engine/forecast/neural/forecastNeural.ts";
import { parameterCount } from "../../../../engine/forecast/neural/network.ts";
import { seededUniform } from "../../../../engine/forecast/neural/random.ts";
import { varianceInputs } from "../../../../engine/forecast/neural/varianceInputs.ts";
import { fields, value } from "../value.ts";

const random = seededUniform(11);
const column = (least: number, range: number) => Array.from({ length: 90 }, () => least + range * random());
const history = { variances: column(1e-4, 1e-3), returns: column(-0.03, 0.06), market: column(2e-4, 1e-3) };
const networks = [1, 2].map((seed) => {
  const draw = seededUniform(seed);
  return {
    inputs: 6,
    hidden: 3,
    parameters: Float64Array.from({ length: parameterCount(6, 3) }, () => draw() - 0.5),
  };
});

describe("inputs", () => {
  it("are log ratios to the month, by hand", () => {
    const { inputs, base } = value(varianceInputs(history, 80));
    const own = (lag: number) => history.variances.slice(80 - lag, 80).reduce((sum, v) => sum + v, 0) / lag;
    expect(base).toBeCloseTo(own(22), 15);
    expect(inputs[0]).toBeCloseTo(Math.log((history.variances[79] ?? 0) / own(22)), 12);
    expect(inputs[2]).toBeCloseTo(Math.log(own(66) / own(22)), 12);
    expect(inputs[5]).toBeCloseTo((history.returns[79] ?? 0) / Math.sqrt(own(22)), 12);
    expect(inputs).toHaveLength(6);
  });

  it("hold a shock at five deviations", () => {
    const crash = { ...history, returns: history.returns.map(() => -3) };
    expect(value(varianceInputs(crash, 80)).inputs[5]).toBe(-5);
  });
});

describe("forecast of the networks", () => {
  it("is the geometric mean of theirs", () => {
    const [a, b] = networks.map((network) => value(forecastNeural([network], history)));
    expect(value(forecastNeural(networks, history))).toBeCloseTo(Math.sqrt((a ?? 0) * (b ?? 0)), 15);
  });

  it("does not see the day it forecasts, nor any after it", () => {
    const changed = {
      variances: history.variances.map((v, t) => (t >= 80 ? 9 * v : v)),
      returns: history.returns.map((r, t) => (t >= 80 ? -r : r)),
      market: history.market.map((v, t) => (t >= 80 ? 7 * v : v)),
    };
    expect(forecastNeural(networks, changed, 80)).toEqual(forecastNeural(networks, history, 80));
    expect(forecastNeural(networks, changed, 81)).not.toEqual(forecastNeural(networks, history, 81));
  });

  it("is in the unit of the variances", () => {
    const scaled = {
      variances: history.variances.map((v) => 1e4 * v),
      returns: history.returns.map((r) => 100 * r),
      market: history.market.map((v) => 3 * v),
    };
    const ratio = value(forecastNeural(networks, scaled)) / value(forecastNeural(networks, history));
    expect(ratio).toBeCloseTo(1e4, 6);
  });

  it("names what is wrong", () => {
    expect(fields(forecastNeural([], history))).toEqual(["networks"]);
    expect(fields(forecastNeural(networks, history, 65))).toEqual(["known"]);
    expect(fields(forecastNeural(networks, history, 91))).toEqual(["known"]);
    expect(fields(forecastNeural(networks, { ...history, market: [1] }))).toEqual(["returns, market"]);
    const still = { ...history, market: history.market.map(() => 0) };
    expect(fields(forecastNeural(networks, still))).toEqual(["variances, market, returns"]);
  });
});
