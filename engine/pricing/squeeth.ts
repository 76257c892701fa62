import { fail, invalid, ok, type Result } from "../result.ts";

/** Funding period of Squeeth: 17.5 days, 420 hours. */
export const SQUEETH_FUNDING_SECONDS = 420 * 3600;
const FUNDING_YEARS = 17.5 / 365;
/** `INDEX_SCALE` of the controller: one oSQTH is normFactor * ETH^2 / 10,000 USD of index. */
const INDEX_SCALE = 10_000;
/** The controller clamps the mark into these multiples of the index before it charges funding. */
const MARK_FLOOR = 0.8;
const MARK_CEILING = 1.4;

/** Sensitivities of one oSQTH to ETH as the protocol publishes them. */
export interface SqueethGreeks {
  /** Base units of ETH: 2 oSQTH / ETH. */
  readonly delta: number;
  readonly gamma: number;
  /** USD per 1.00 of volatility. */
  readonly vega: number;
  /** USD per year, from the decay of the normalisation factor; negative for a holder above index. */
  readonly theta: number;
  /** Per 1.00: sqrt(ln(mark / index) / f). */
  readonly impliedVolatility: number;
}

/**
 * Greeks of one oSQTH from its market price, in the protocol's own convention mark = index exp(s^2 f) (Opyn,
 * squeeth-monorepo; the geometric mark of `powerPerpGreeks` is a little higher). `tokenPrice` and `ethPrice` in USD.
 * Fails with INVALID_INPUT unless every input is positive; below index the implied volatility and vega are 0.
 */
export function squeethGreeks(
  tokenPrice: number,
  ethPrice: number,
  normFactor: number,
): Result<SqueethGreeks> {
  for (const [field, value] of Object.entries({ tokenPrice, ethPrice, normFactor })) {
    if (!(value > 0 && value < Infinity)) return fail(invalid(field, "positive and finite", value));
  }
  const growth = Math.log((tokenPrice * INDEX_SCALE) / (normFactor * ethPrice * ethPrice));
  const impliedVolatility = Math.sqrt(Math.max(0, growth) / FUNDING_YEARS);
  return ok({
    delta: (2 * tokenPrice) / ethPrice,
    gamma: (2 * tokenPrice) / (ethPrice * ethPrice),
    vega: 2 * impliedVolatility * FUNDING_YEARS * tokenPrice,
    theta: (-growth / FUNDING_YEARS) * tokenPrice,
    impliedVolatility,
  });
}

/**
 * Normalisation factor `elapsed` seconds after it was last written: nf (index / mark)^(elapsed / 420 h), the mark
 * clamped to [0.8, 1.4] of the index. Between events the chain does not write it, so a reader must roll it forward.
 */
export function rollNormFactor(normFactor: number, index: number, mark: number, elapsed: number): number {
  const clamped = Math.min(MARK_CEILING * index, Math.max(MARK_FLOOR * index, mark));
  return normFactor * (index / clamped) ** (elapsed / SQUEETH_FUNDING_SECONDS);
}
