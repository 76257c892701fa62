/**
 * Speed of the pricing kernels against their scalar form and against npm peers, by `node bench/pricing.ts`.
 * Tasks of one table run interleaved in one process; figures are medians over the rounds. Peers are optional: a
 * package that is not installed is named as such.
 */
import { type Black76Input, black76Greeks } from "../engine/pricing/black76.ts";
import { type BlackScholesInput, rawBlackScholesGreeks } from "../engine/pricing/blackScholes.ts";
import {
  black76GreekColumns,
  black76PriceColumns,
  createGreekColumns,
  type OptionColumns,
} from "../engine/pricing/columnar.ts";
import { impliedVolatility } from "../engine/pricing/impliedVolatility.ts";

const ROUNDS = 7;
const BOOK = 1_000_000;
const LEGS = 200;
const SCENARIOS = 27;
const PEER_OPTIONS = 20_000;

interface Task {
  readonly name: string;
  /** How many options one run prices. */
  readonly units: number;
  /** Returns a checksum, so that no work can be optimised away. */
  readonly run: () => number;
}

/** Deterministic numbers in [0, 1): the bench is the same on every machine. */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Options between half and twice the money, an hour to a year out, volatility 20 % to 150 %. */
function randomOptions(count: number): Black76Input[] {
  const random = randomSource(7);
  return Array.from({ length: count }, () => ({
    right: random() < 0.5 ? "call" : "put",
    forward: 60_000 * (0.95 + 0.1 * random()),
    strike: 30_000 * 4 ** random(),
    timeToExpiry: 1 / 8760 + random(),
    volatility: 0.2 + 1.3 * random(),
    rate: 0.05 * random(),
  }));
}

function toColumns(options: readonly Black76Input[]): OptionColumns {
  const column = (field: Exclude<keyof Black76Input, "right">) => Float64Array.from(options, (o) => o[field]);
  return {
    isCall: Uint8Array.from(options, (o) => Number(o.right === "call")),
    forward: column("forward"),
    strike: column("strike"),
    timeToExpiry: column("timeToExpiry"),
    volatility: column("volatility"),
    rate: column("rate"),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs the tasks in turn, round by round, and prints one line each: the first task is the reference of the ratios. */
function report(title: string, tasks: readonly Task[]): void {
  const times = tasks.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [i, task] of tasks.entries()) {
      const start = performance.now();
      if (Number.isNaN(task.run())) throw new Error(`${task.name} computed NaN`);
      if (round >= 0) times[i]?.push(performance.now() - start); // round -1 warms up
    }
  }
  console.log(`\n${title}`);
  const perUnit = tasks.map((task, i) => (median(times[i] ?? []) / task.units) * 1e6);
  for (const [i, task] of tasks.entries()) {
    const ns = perUnit[i] ?? Number.NaN;
    const total = ((ns * task.units) / 1e6).toFixed(3);
    const ratio = (ns / (perUnit[0] ?? Number.NaN)).toFixed(2);
    console.log(
      `  ${task.name.padEnd(46)} ${total.padStart(10)} ms ${ns.toFixed(1).padStart(9)} ns each  x${ratio}`,
    );
  }
}

function kernelTasks(): Task[] {
  const options = randomOptions(BOOK);
  const columns = toColumns(options);
  const out = createGreekColumns(BOOK);
  const prices = new Float64Array(BOOK);
  return [
    {
      name: "columns, price and 7 greeks",
      units: BOOK,
      run: () => {
        black76GreekColumns(columns, out);
        return out.price[0] ?? Number.NaN;
      },
    },
    {
      name: "columns, price only",
      units: BOOK,
      run: () => {
        black76PriceColumns(columns, prices);
        return prices[0] ?? Number.NaN;
      },
    },
    {
      name: "scalar loop, price and 13 greeks, validated",
      units: BOOK,
      run: () => {
        let sum = 0;
        for (const option of options) {
          const greeks = black76Greeks(option);
          sum += greeks.ok ? greeks.value.price : Number.NaN;
        }
        return sum;
      },
    },
  ];
}

/** One account: every leg repriced under nine moves times three volatility shocks. */
function scenarioTask(): Task {
  const legs = toColumns(randomOptions(LEGS));
  const moves = [-0.16, -0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12, 0.16];
  const shocks = [0.75, 1, 1.5];
  const shocked = { ...legs, forward: new Float64Array(LEGS), volatility: new Float64Array(LEGS) };
  const out = new Float64Array(LEGS);
  return {
    name: `${SCENARIOS} scenarios x ${LEGS} legs, full revaluation`,
    units: SCENARIOS * LEGS,
    run: () => {
      let worst = Infinity;
      for (const move of moves) {
        for (const shock of shocks) {
          let value = 0;
          for (let i = 0; i < LEGS; i++) {
            shocked.forward[i] = (legs.forward[i] ?? NaN) * (1 + move);
            shocked.volatility[i] = (legs.volatility[i] ?? NaN) * shock;
          }
          black76PriceColumns(shocked, out);
          for (const price of out) value += price;
          worst = Math.min(worst, value);
        }
      }
      return worst;
    },
  };
}

function impliedVolatilityTask(): Task {
  const quotes = randomOptions(PEER_OPTIONS).flatMap((option) => {
    const greeks = black76Greeks(option);
    return greeks.ok && greeks.value.vega > 1 ? [{ ...option, price: greeks.value.price }] : [];
  });
  return {
    name: "implied volatility, options with vega above 1",
    units: quotes.length,
    run: () => quotes.reduce((sum, quote) => sum + (impliedVolatility(quote).impliedVolatility ?? 0), 0),
  };
}

type Loose = Record<string, (...args: unknown[]) => unknown>;

/** A module that need not be installed; the name is a variable, so that the compiler does not look for it. */
async function optional(name: string): Promise<Record<string, unknown> | undefined> {
  try {
    const loaded: { default?: Record<string, unknown> } & Record<string, unknown> = await import(name);
    return { ...loaded.default, ...loaded };
  } catch {
    console.log(`  ${name}: not installed (npm install --no-save ${name})`);
    return undefined;
  }
}

async function peerTasks(): Promise<Task[]> {
  const options: BlackScholesInput[] = randomOptions(PEER_OPTIONS).map(({ forward, ...option }) => ({
    ...option,
    spot: forward,
    carry: option.rate,
  }));
  const sum = (name: string, price: (option: BlackScholesInput) => number): Task => {
    let worst = 0;
    for (const option of options) {
      const error = Math.abs(price(option) - rawBlackScholesGreeks(option).price) / option.spot;
      worst = Math.max(worst, error);
    }
    return {
      name: `${name} (price error ${worst.toExponential(0)} of spot)`,
      units: PEER_OPTIONS,
      run: () => options.reduce((total, option) => total + price(option), 0),
    };
  };
  const tasks = [sum("clearspan, 13 greeks", (option) => rawBlackScholesGreeks(option).price)];

  const uqee = await optional("@uqee/black-scholes");
  if (uqee) {
    const Model = uqee.BlackScholes as new (options?: object) => { option(input: object): { price: number } };
    for (const precision of ["single", "double"]) {
      const model = new Model({ sigmaToPricePrecision: precision });
      const price = ({ rate, volatility, strike, timeToExpiry, right, spot }: BlackScholesInput) =>
        model.option({ rate, sigma: volatility, strike, time: timeToExpiry, type: right, underlying: spot })
          .price;
      tasks.push(sum(`@uqee/black-scholes ${precision}, 5 greeks`, price));
    }
  }
  const blackScholes = (await optional("black-scholes")) as Loose | undefined;
  const greeks = (await optional("greeks")) as Loose | undefined;
  if (blackScholes && greeks) {
    const price = (o: BlackScholesInput) => {
      const terms = [o.spot, o.strike, o.timeToExpiry, o.volatility, o.rate, o.right];
      for (const name of ["getDelta", "getGamma", "getVega", "getTheta", "getRho"]) greeks[name]?.(...terms);
      return Number(blackScholes.blackScholes?.(...terms));
    };
    tasks.push(sum("black-scholes + greeks, 5 greeks", price));
  }
  return tasks;
}

console.log(`node ${process.version}, one thread, median of ${ROUNDS} interleaved rounds`);
report(`${BOOK.toLocaleString("en")} Black-76 options`, kernelTasks());
report("one account", [scenarioTask()]);
report("solver", [impliedVolatilityTask()]);
const peers = await peerTasks();
report(`${PEER_OPTIONS.toLocaleString("en")} Black-Scholes options, scalar`, peers);
