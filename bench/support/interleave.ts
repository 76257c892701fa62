/** One thing to time. */
export interface Task {
  readonly name: string;
  /** How many options one run prices. */
  readonly units: number;
  /** Returns a checksum, so that no work can be optimised away. */
  readonly run: () => number;
}

const ROUNDS = 9;

/**
 * Runs the tasks in turn, round by round, so that a busy machine slows all of them, and prints one line each; ratios
 * are to the first task. Returns the median times in milliseconds.
 */
export function interleave(title: string, tasks: readonly Task[]): number[] {
  const times = tasks.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [i, task] of tasks.entries()) {
      const start = performance.now();
      if (Number.isNaN(task.run())) throw new Error(`${task.name} computed NaN`);
      if (round >= 0) times[i]?.push(performance.now() - start); // round -1 warms up
    }
  }
  const medians = times.map(median);
  console.log(`\n${title}, medians of ${ROUNDS} interleaved rounds`);
  const perUnit = tasks.map((task, i) => ((medians[i] ?? Number.NaN) / task.units) * 1e6);
  for (const [i, { name }] of tasks.entries()) {
    const total = (medians[i] ?? Number.NaN).toFixed(3).padStart(10);
    const ns = (perUnit[i] ?? Number.NaN).toFixed(1).padStart(9);
    const ratio = ((perUnit[i] ?? Number.NaN) / (perUnit[0] ?? Number.NaN)).toFixed(2);
    console.log(`  ${name.padEnd(78)} ${total} ms ${ns} ns each  x${ratio}`);
  }
  return medians;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
