import { blackFormula, MAX_TOTAL_VOLATILITY } from "./blackFormula.ts";
import { rawBlackScholesGreeks } from "./blackScholes.ts";
import { normalCdf, normalPdf } from "./normal.ts";

/** Black-76 options as columns of equal length. Units of `Black76Input`. */
export interface OptionColumns {
  /** 1 call, 0 put. */
  readonly isCall: Uint8Array;
  readonly forward: Float64Array;
  readonly strike: Float64Array;
  readonly timeToExpiry: Float64Array;
  readonly volatility: Float64Array;
  readonly rate: Float64Array;
}

const GREEK_NAMES = ["price", "delta", "gamma", "vega", "theta", "rhoSpot", "vanna", "volga"] as const;

/** A forward has no cost of carry; named, so that the sums stay those of the scalar function. */
const CARRY = 0;

/** Price and seven greeks as columns, in the units of `OptionGreeks`. */
export type GreekColumns = Readonly<Record<(typeof GREEK_NAMES)[number], Float64Array>>;

/** Fresh result columns for `count` options; reuse them over calls, the kernel allocates nothing. */
export function createGreekColumns(count: number): GreekColumns {
  const column = () => new Float64Array(count);
  return {
    price: column(),
    delta: column(),
    gamma: column(),
    vega: column(),
    theta: column(),
    rhoSpot: column(),
    vanna: column(),
    volga: column(),
  };
}

/**
 * Prices every option and its seven greeks into `out`: the same operations in the same order as `black76Greeks`, so
 * each number is bit for bit the scalar one. A row outside the domain becomes NaN in every column.
 */
export function black76GreekColumns(options: OptionColumns, out: GreekColumns): void {
  const { isCall, forward, strike, timeToExpiry, volatility, rate } = options;
  const { price, delta, gamma, vega, theta, rhoSpot, vanna, volga } = out;
  for (let i = 0; i < forward.length; i++) {
    const F = forward[i] ?? NaN;
    const K = strike[i] ?? NaN;
    const T = timeToExpiry[i] ?? NaN;
    const sigma = volatility[i] ?? NaN;
    const r = rate[i] ?? NaN;
    const rootTime = Math.sqrt(T);
    const totalVolatility = sigma * rootTime;
    if (!(F > 0 && K > 0 && totalVolatility > 0 && totalVolatility < MAX_TOTAL_VOLATILITY)) {
      writeEdgeRow(options, out, i);
      continue;
    }
    const phi = isCall[i] === 1 ? 1 : -1;
    const discount = Math.exp(-r * T);
    const d1 = Math.log(F / K) / totalVolatility + 0.5 * totalVolatility;
    const d2 = d1 - totalVolatility;
    const assetProbability = normalCdf(phi * d1);
    const strikeProbability = normalCdf(phi * d2);
    const presentForward = F * discount;
    const presentStrike = K * discount;
    const density = discount * normalPdf(d1);
    const rowVega = F * density * rootTime;

    price[i] = Math.max(0, phi * (presentForward * assetProbability - presentStrike * strikeProbability));
    delta[i] = phi * discount * assetProbability;
    gamma[i] = density / (F * totalVolatility);
    vega[i] = rowVega;
    theta[i] =
      (-F * density * sigma) / (2 * rootTime) -
      phi * (CARRY - r) * presentForward * assetProbability -
      phi * r * presentStrike * strikeProbability;
    rhoSpot[i] = phi * T * presentStrike * strikeProbability;
    vanna[i] = (-density * d2) / sigma;
    volga[i] = (rowVega * (d1 * d2)) / sigma;
  }
}

/** Prices only, for scenario grids; bit for bit `black76Price`. */
export function black76PriceColumns(options: OptionColumns, out: Float64Array): void {
  const { isCall, forward, strike, timeToExpiry, volatility, rate } = options;
  for (let i = 0; i < forward.length; i++) {
    const F = forward[i] ?? NaN;
    const K = strike[i] ?? NaN;
    const T = timeToExpiry[i] ?? NaN;
    const discount = Math.exp(-(rate[i] ?? NaN) * T);
    const totalVolatility = (volatility[i] ?? NaN) * Math.sqrt(T);
    out[i] = blackFormula(isCall[i] === 1, F * discount, K * discount, F / K, totalVolatility);
  }
}

/** Zero or capped total volatility takes the scalar limits; anything else here is outside the domain. */
function writeEdgeRow(options: OptionColumns, out: GreekColumns, i: number): void {
  const input = {
    right: options.isCall[i] === 1 ? ("call" as const) : ("put" as const),
    spot: options.forward[i] ?? NaN,
    strike: options.strike[i] ?? NaN,
    timeToExpiry: options.timeToExpiry[i] ?? NaN,
    volatility: options.volatility[i] ?? NaN,
    rate: options.rate[i] ?? NaN,
    carry: CARRY,
  };
  const { spot, strike, timeToExpiry, volatility } = input;
  const valid = spot > 0 && strike > 0 && timeToExpiry >= 0 && volatility >= 0;
  const greeks = valid ? rawBlackScholesGreeks(input) : undefined;
  for (const name of GREEK_NAMES) out[name][i] = greeks ? greeks[name] : NaN;
}
