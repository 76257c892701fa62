import { fail, invalid, ok, type Result } from "../../result.ts";
import { adam } from "./adam.ts";
import { addGradient, type Network, networkOutput, parameterCount } from "./network.ts";
import { seededUniform } from "./random.ts";
import { foldIn, standardised } from "./standardise.ts";

/** What a network learns from. */
export interface Sample {
  readonly inputs: readonly number[];
  /** Realised variance over the base that the network's output scales, > 0. */
  readonly target: number;
}

/** How a network is trained. */
export interface Training {
  readonly seed: number;
  readonly hidden?: number;
  /** Passes over all samples. */
  readonly epochs?: number;
  /** Samples a step. */
  readonly batch?: number;
  readonly rate?: number;
  /** Share of the weights that is lost per unit of rate: the penalty of ridge regression. */
  readonly decay?: number;
}

/**
 * Trains a network whose exp(output) forecasts the target: least squared error of the log, as log-HAR's, by Adam on
 * shuffled batches, then times the mean of exp(residual), since exp of a log forecast is too low by that. Inputs are
 * standardised for training and the network is given back for plain ones. Same seed, same bits.
 * Fails with INVALID_INPUT without samples, for inputs of unequal length or numbers outside their domain.
 */
export function trainNetwork(
  samples: readonly Sample[],
  { seed, hidden = 8, epochs = 80, batch = 64, rate = 1e-3, decay = 0.1 }: Training,
): Result<Network> {
  const size = samples[0]?.inputs.length ?? 0;
  if (size === 0) return fail(invalid("samples", "not empty", samples.length));
  const broken = samples.findIndex(
    ({ inputs, target }) =>
      inputs.length !== size || !inputs.every(Number.isFinite) || !(target > 0 && target < Infinity),
  );
  if (broken >= 0) return fail(invalid(`samples[${broken}]`, `${size} finite inputs, target > 0`, "another"));
  const { rows, means, deviations } = standardised(samples.map(({ inputs }) => inputs));
  const targets = samples.map(({ target }) => Math.log(target));
  const random = seededUniform(seed);
  const count = parameterCount(size, hidden);
  // The output starts at 0, the forecast at its base.
  const parameters = Float64Array.from({ length: count }, (_, k) =>
    k < hidden * (size + 1) ? (2 * random() - 1) / Math.sqrt(size) : 0,
  );
  const network: Network = { inputs: size, hidden, parameters };
  const step = adam(parameters, rate, decay);
  const order = samples.map((_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (let start = 0; start < order.length; start += batch)
      step(squaredErrorGradient(network, rows, targets, order.slice(start, start + batch)));
  }
  const residuals = rows.map((row, i) => (targets[i] as number) - networkOutput(network, row));
  const smearing = residuals.reduce((sum, residual) => sum + Math.exp(residual), 0) / rows.length;
  return ok(foldIn(network, means, deviations, Math.log(smearing)));
}

/** Derivatives, by the parameters, of half the mean squared error over some of the samples. */
export function squaredErrorGradient(
  network: Network,
  rows: readonly ArrayLike<number>[],
  targets: readonly number[],
  chosen: readonly number[],
): Float64Array {
  const gradient = new Float64Array(network.parameters.length);
  const activations = new Float64Array(network.hidden);
  for (const i of chosen) {
    const row = rows[i] as ArrayLike<number>;
    const error = networkOutput(network, row, activations) - (targets[i] as number);
    addGradient(network, row, activations, error / chosen.length, gradient);
  }
  return gradient;
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
}
