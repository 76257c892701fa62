import { describe, expect, it } from "vitest";
import { networkOutput, parameterCount } from "../../../../engine/forecast/neural/network.ts";
import { seededUniform } from "../../../../engine/forecast/neural/random.ts";
import { squaredErrorGradient, trainNetwork } from "../../../../engine/forecast/neural/train.ts";
import { fields, value } from "../value.ts";

const random = seededUniform(7);
const samples = Array.from({ length: 400 }, () => {
  const inputs = [4 * random() - 2, 100 + 10 * random()];
  const [x = 0, y = 0] = inputs;
  // Bent in one input, and flat in the other within what a straight line could say.
  return { inputs, target: Math.exp(Math.abs(x) + 0.01 * (y - 105)) };
});

describe("network", () => {
  it("says what its one hidden unit says, by hand", () => {
    const network = { inputs: 1, hidden: 1, parameters: Float64Array.of(2, 0.5, 3, -1) };
    expect(networkOutput(network, [0.25])).toBe(3 * Math.tanh(2 * 0.25 + 0.5) - 1);
  });

  it("has the gradient that finite differences see", () => {
    const size = parameterCount(3, 4);
    const parameters = Float64Array.from({ length: size }, () => 2 * random() - 1);
    const network = { inputs: 3, hidden: 4, parameters };
    const rows = Array.from({ length: 6 }, () => [random(), random() - 1, 2 * random()]);
    const targets = rows.map(() => random());
    const chosen = [0, 2, 3, 5];
    const loss = (moved: Float64Array) =>
      chosen.reduce((sum, i) => {
        const error = networkOutput({ ...network, parameters: moved }, rows[i] ?? []) - (targets[i] ?? 0);
        return sum + error ** 2 / 2 / chosen.length;
      }, 0);
    const gradient = squaredErrorGradient(network, rows, targets, chosen);
    for (let k = 0; k < size; k++) {
      const at = (by: number) => loss(parameters.map((p, j) => (j === k ? p + by : p)));
      expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(gradient[k] ?? Number.NaN, 9);
    }
  });
});

describe("training", () => {
  const network = value(trainNetwork(samples, { seed: 1, rate: 0.01, decay: 0, epochs: 300 }));

  it("learns a bend that no line has, for inputs as they are", () => {
    const say = (x: number) => networkOutput(network, [x, 105]);
    // The best line is off by a half at the ends and by one in the middle.
    expect(Math.abs(say(-1.5) - 1.5)).toBeLessThan(0.1);
    expect(say(0)).toBeLessThan(0.35);
    expect(Math.abs(say(1.5) - 1.5)).toBeLessThan(0.1);
  });

  it("is the same for the same seed and another for another", () => {
    const short = { rate: 0.01, epochs: 3 };
    const [a, b, c] = [1, 1, 2].map((seed) => value(trainNetwork(samples, { ...short, seed })).parameters);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it("forecasts a mean: exp of the output is right on average, not in the middle", () => {
    const noisy = samples.map(({ inputs }) => ({ inputs, target: Math.exp(3 * random()) }));
    const fitted = value(trainNetwork(noisy, { seed: 3, epochs: 20 }));
    const ratios = noisy.map(({ inputs, target }) => target / Math.exp(networkOutput(fitted, inputs)));
    expect(ratios.reduce((sum, x) => sum + x, 0) / ratios.length).toBeCloseTo(1, 12);
  });

  it("takes a constant input", () => {
    const flat = samples.map(({ target }) => ({ inputs: [1], target }));
    expect(networkOutput(value(trainNetwork(flat, { seed: 1 })), [1])).toBeGreaterThan(0);
  });

  it("names what it cannot learn from", () => {
    expect(fields(trainNetwork([], { seed: 1 }))).toEqual(["samples"]);
    for (const bad of [
      { inputs: [1], target: 1 },
      { inputs: [1, Number.NaN], target: 1 },
      { inputs: [1, 1], target: 0 },
    ])
      expect(fields(trainNetwork([...samples, bad], { seed: 1 }))).toEqual(["samples[400]"]);
  });
});

describe("seeded numbers", () => {
  it("are uniform and repeat", () => {
    const [a, b] = [seededUniform(5), seededUniform(5)];
    const draws = Array.from({ length: 20_000 }, a);
    expect(draws.slice(0, 5)).toEqual(Array.from({ length: 5 }, b));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(draws.reduce((sum, x) => sum + x, 0) / draws.length).toBeCloseTo(0.5, 2);
    expect(draws.reduce((sum, x) => sum + (x - 0.5) ** 2, 0) / draws.length).toBeCloseTo(1 / 12, 2);
  });
});
