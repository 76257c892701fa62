const FIRST = 0.9;
const SECOND = 0.999;
const LEAST = 1e-8;

/**
 * A descent that moves the parameters in place, one gradient a call: steps of the running mean of the gradient over the
 * root of its running square, and a decay of the weights apart from it.
 * Sources: D. Kingma, J. Ba, ICLR 2015; I. Loshchilov, F. Hutter, ICLR 2019 (the decay).
 */
export function adam(
  parameters: Float64Array,
  rate: number,
  decay: number,
): (gradient: Float64Array) => void {
  const means = new Float64Array(parameters.length);
  const squares = new Float64Array(parameters.length);
  let steps = 0;
  return (gradient) => {
    steps += 1;
    for (let k = 0; k < parameters.length; k++) {
      const slope = gradient[k] as number;
      means[k] = FIRST * (means[k] as number) + (1 - FIRST) * slope;
      squares[k] = SECOND * (squares[k] as number) + (1 - SECOND) * slope * slope;
      const mean = (means[k] as number) / (1 - FIRST ** steps);
      const spread = Math.sqrt((squares[k] as number) / (1 - SECOND ** steps));
      const old = parameters[k] as number;
      parameters[k] = old - rate * (mean / (spread + LEAST) + decay * old);
    }
  };
}
