import { createRequire } from "node:module";
import {
  type BlackScholesInput,
  blackScholesPrice,
  rawBlackScholesGreeks,
} from "../../engine/pricing/blackScholes.ts";
import { black76GreekColumns, createGreekColumns } from "../../engine/pricing/columnar.ts";
import type { Task } from "../support/interleave.ts";
import { randomOptions, toColumns } from "./options.ts";

type Price = (option: BlackScholesInput) => number;

/** What the peers export, as far as it is used; two of them have no types. */
interface Uqee {
  readonly BlackScholes: new (options: {
    sigmaToPricePrecision: string;
  }) => { option(input: object): { price: number } };
}
type Terms = [spot: number, strike: number, years: number, volatility: number, rate: number, right: string];
type Formula = (...terms: Terms) => number;
type Greeks = Record<"getDelta" | "getGamma" | "getVega" | "getTheta" | "getRho", Formula>;

const require = createRequire(import.meta.url);
const uqee = require("@uqee/black-scholes") as Uqee;
const { blackScholes } = require("black-scholes") as { blackScholes: Formula };
const greeks = require("greeks") as Greeks;

function uqeePrice(sigmaToPricePrecision: string): Price {
  const model = new uqee.BlackScholes({ sigmaToPricePrecision });
  return ({ rate, volatility, strike, timeToExpiry, right, spot }) =>
    model.option({ rate, sigma: volatility, strike, time: timeToExpiry, type: right, underlying: spot })
      .price;
}

function loppattoPrice(option: BlackScholesInput): number {
  const { spot, strike, timeToExpiry, volatility, rate, right } = option;
  const terms: Terms = [spot, strike, timeToExpiry, volatility, rate, right];
  let sum = 0;
  for (const greek of Object.values(greeks)) sum += greek(...terms);
  // The greeks must be computed, and the price alone compared.
  return blackScholes(...terms) + 0 * sum;
}

/** One option at a time, its greatest price error as a share of the spot in its name. */
function scalarTask(name: string, options: readonly BlackScholesInput[], price: Price): Task {
  const errors = options.map(
    (option) => Math.abs(price(option) - rawBlackScholesGreeks(option).price) / option.spot,
  );
  return {
    name: `${name} (price error ${Math.max(...errors).toExponential(0)} of spot)`,
    units: options.length,
    run: () => options.reduce((total, option) => total + price(option), 0),
  };
}

/** The same Black-Scholes options by this engine's kernels and by npm peers. */
export function peerTasks(count: number): Task[] {
  const options: BlackScholesInput[] = randomOptions(count).map(({ forward, ...option }) => ({
    ...option,
    spot: forward,
    carry: option.rate,
  }));
  const columns = toColumns(
    options.map(({ spot, carry, ...option }) => ({
      ...option,
      forward: spot * Math.exp(carry * option.timeToExpiry),
    })),
  );
  const out = createGreekColumns(count);
  return [
    {
      name: "clearspan, columns, price and 7 greeks",
      units: count,
      run: () => {
        black76GreekColumns(columns, out);
        return out.price[0] ?? Number.NaN;
      },
    },
    scalarTask("clearspan, price", options, blackScholesPrice),
    scalarTask("clearspan, price and 13 greeks", options, (option) => rawBlackScholesGreeks(option).price),
    scalarTask("@uqee/black-scholes single, price and 5 greeks", options, uqeePrice("single")),
    scalarTask("@uqee/black-scholes double, price and 5 greeks", options, uqeePrice("double")),
    scalarTask("black-scholes + greeks, price and 5 greeks", options, loppattoPrice),
  ];
}
