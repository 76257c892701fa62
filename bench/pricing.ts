/**
 * Speed of the pricing kernels against their scalar form and against npm peers, by `node bench/pricing.ts`.
 * Tasks of one table run interleaved in one process; figures are medians. Lines that start with `bar:` compare one with
 * what the project asks of itself.
 */
import { black76Greeks, black76Price } from "../engine/pricing/black76.ts";
import { black76GreekColumns, black76PriceColumns, createGreekColumns } from "../engine/pricing/columnar.ts";
import { impliedVolatility } from "../engine/pricing/impliedVolatility.ts";
import { randomOptions, toColumns } from "./pricing/options.ts";
import { peerTasks } from "./pricing/peers.ts";
import { printBar } from "./support/bar.ts";
import { interleave, type Task } from "./support/interleave.ts";

const BOOK = 1_000_000;
const LEGS = 200;
const SCENARIOS = 27;
const PEER_OPTIONS = 20_000;

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
      name: "scalar loop, price only",
      units: BOOK,
      run: () => options.reduce((sum, option) => sum + black76Price(option), 0),
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

console.log(`node ${process.version}, one thread`);

const [columns = NaN, , scalar = NaN] = interleave(
  `${BOOK.toLocaleString("en")} Black-76 options`,
  kernelTasks(),
);
const [account = NaN] = interleave("one account", [scenarioTask()]);
interleave("solver", [impliedVolatilityTask()]);
const peers = interleave(
  `${PEER_OPTIONS.toLocaleString("en")} Black-Scholes options`,
  peerTasks(PEER_OPTIONS),
);

console.log("");
const slowest = Math.max(350, 2.5 * scalar);
printBar("1,000,000 options, price and 7 greeks", columns, slowest, " (350 ms, or 2.5 scalar price loops)");
printBar(`${SCENARIOS} scenarios x ${LEGS} legs`, account, 1.5);
const [ours = NaN, , , single = NaN, double = NaN, loppatto = NaN] = peers;
const times = (ms: number) => `${(ms / ours).toFixed(1)} x`;
console.log(
  `clearspan's columns against npm, per option: @uqee/black-scholes ${times(single)} (single) and ${times(double)} (double), black-scholes + greeks ${times(loppatto)} their time`,
);
