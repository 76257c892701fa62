/**
 * Most likely path of a hidden Markov chain, one regime an observation. Ties go to the lower index.
 * Source: Viterbi, IEEE Trans. Information Theory 13 (1967) 260-269. Arguments as for `hamiltonFilter`.
 */
export function viterbiPath(
  logDensities: Float64Array,
  transition: Float64Array,
  initial: Float64Array,
): number[] {
  const regimes = initial.length;
  const count = logDensities.length / regimes;
  const from = new Uint8Array(logDensities.length);
  let score = initial.map((p, j) => Math.log(p) + (logDensities[j] as number));
  for (let t = 1; t < count; t++) {
    const previous = score;
    score = previous.map((_, j) => {
      let best = 0;
      let top = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < regimes; i++) {
        const value = (previous[i] as number) + Math.log(transition[i * regimes + j] as number);
        if (value > top) [top, best] = [value, i];
      }
      from[t * regimes + j] = best;
      return top + (logDensities[t * regimes + j] as number);
    });
  }
  const path = new Array<number>(count).fill(0);
  if (count === 0) return path;
  path[count - 1] = score.indexOf(Math.max(...score));
  for (let t = count - 1; t > 0; t--) path[t - 1] = from[t * regimes + (path[t] as number)] as number;
  return path;
}
