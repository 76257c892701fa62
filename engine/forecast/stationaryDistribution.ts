/**
 * Long-run probabilities of a Markov chain: pi with pi P = pi, adding to 1, by elimination of states without any
 * subtraction, so that a chain that hardly ever switches keeps all its digits; null when a state cannot be left
 * towards the ones before it. Source: Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107-1116.
 *
 * @param transition P(next = j | now = i) at i * size + j
 */
export function stationaryDistribution(transition: Float64Array, size: number): Float64Array | null {
  const p = Float64Array.from(transition);
  const at = (i: number, j: number) => p[i * size + j] as number;
  for (let n = size - 1; n > 0; n--) {
    let out = 0;
    for (let j = 0; j < n; j++) out += at(n, j);
    if (!(out > 0)) return null;
    for (let i = 0; i < n; i++) {
      p[i * size + n] = at(i, n) / out;
      for (let j = 0; j < n; j++) p[i * size + j] = at(i, j) + at(i, n) * at(n, j);
    }
  }
  const pi = new Float64Array(size);
  pi[0] = 1;
  let total = 1;
  for (let n = 1; n < size; n++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (pi[i] as number) * at(i, n);
    pi[n] = sum;
    total += sum;
  }
  return pi.map((x) => x / total);
}
