import { readFileSync, writeFileSync } from "node:fs";
import type { Network } from "../../engine/forecast/neural/network.ts";
import { type Sample, trainNetwork } from "../../engine/forecast/neural/train.ts";
import { NEURAL_WARM_UP, varianceInputs } from "../../engine/forecast/neural/varianceInputs.ts";
import type { Market } from "./bars.ts";
import { value } from "./value.ts";

const FILE = new URL("../data/forecast/network.json", import.meta.url);
/** No day from here on was seen in training. */
const TEST_FROM = "2022-01-01";
const SEEDS = [1, 2, 3, 4, 5];
const HIDDEN = 8;

interface Stored {
  readonly source: string;
  readonly trainedOn: readonly [from: string, to: string];
  readonly inputs: number;
  readonly hidden: number;
  readonly networks: readonly { readonly seed: number; readonly parameters: readonly number[] }[];
}

/** The networks of the repository. */
export function loadNetworks(): readonly Network[] {
  const { inputs, hidden, networks } = JSON.parse(readFileSync(FILE, "utf8")) as Stored;
  return networks.map(({ parameters }) => ({ inputs, hidden, parameters: Float64Array.from(parameters) }));
}

/**
 * Trains one network a seed on all coins together, on days before the test only, and writes the repository's file.
 * Inputs, width, epochs and decay were chosen by cross-validation over four blocks of those days, 22 days apart.
 */
export function trainAndStore({ dates, coins }: Market): void {
  const testAt = dates.indexOf(TEST_FROM);
  if (testAt < 0) throw new Error("training needs the full data: --data DIR");
  const samples = coins.flatMap(({ history }) =>
    Array.from({ length: testAt - NEURAL_WARM_UP }, (_, k): Sample => {
      const { inputs, base } = value(varianceInputs(history, NEURAL_WARM_UP + k));
      return { inputs, target: (history.variances[NEURAL_WARM_UP + k] as number) / base };
    }),
  );
  const networks = SEEDS.map((seed) => {
    const started = performance.now();
    const { parameters } = value(trainNetwork(samples, { seed, hidden: HIDDEN }));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`seed ${seed}: trained on ${samples.length} days of ${coins.length} coins in ${seconds} s`);
    return { seed, parameters: Array.from(parameters, (x) => Number(x.toPrecision(6))) };
  });
  const stored: Stored = {
    source: `daily bars of ${coins.map(({ coin }) => coin).join(", ")}; npm run bench:forecast -- --train --data DIR`,
    trainedOn: [dates[NEURAL_WARM_UP] as string, dates[testAt - 1] as string],
    inputs: samples[0]?.inputs.length ?? 0,
    hidden: HIDDEN,
    networks,
  };
  writeFileSync(FILE, `${JSON.stringify(stored)}\n`);
}
