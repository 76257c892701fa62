/** A network with one hidden layer of hyperbolic tangents and one linear output. */
export interface Network {
  readonly inputs: number;
  readonly hidden: number;
  /** Per hidden unit its weights and its bias, then the output's weights and its bias. */
  readonly parameters: Float64Array;
}

/** How many parameters such a network has. */
export function parameterCount(inputs: number, hidden: number): number {
  return hidden * (inputs + 1) + hidden + 1;
}

/** Output of the network; `activations` (one per hidden unit) receives what the hidden layer said. */
export function networkOutput(
  { inputs, hidden, parameters }: Network,
  x: ArrayLike<number>,
  activations: Float64Array = new Float64Array(hidden),
): number {
  const top = hidden * (inputs + 1);
  let output = parameters[top + hidden] as number;
  for (let h = 0; h < hidden; h++) {
    const row = h * (inputs + 1);
    let sum = parameters[row + inputs] as number;
    for (let i = 0; i < inputs; i++) sum += (parameters[row + i] as number) * (x[i] as number);
    const activation = Math.tanh(sum);
    activations[h] = activation;
    output += (parameters[top + h] as number) * activation;
  }
  return output;
}

/**
 * Adds to `gradient` the derivatives of a loss by the parameters, given the loss's derivative by the output:
 * backpropagation. Source: D. Rumelhart, G. Hinton, R. Williams, Nature 323 (1986).
 *
 * @param activations as `networkOutput` left them for the same `x`
 */
export function addGradient(
  { inputs, hidden, parameters }: Network,
  x: ArrayLike<number>,
  activations: Float64Array,
  slope: number,
  gradient: Float64Array,
): void {
  const top = hidden * (inputs + 1);
  const add = (at: number, by: number) => {
    gradient[at] = (gradient[at] as number) + by;
  };
  add(top + hidden, slope);
  for (let h = 0; h < hidden; h++) {
    const activation = activations[h] as number;
    add(top + h, slope * activation);
    const inner = slope * (parameters[top + h] as number) * (1 - activation * activation);
    const row = h * (inputs + 1);
    add(row + inputs, inner);
    for (let i = 0; i < inputs; i++) add(row + i, inner * (x[i] as number));
  }
}
