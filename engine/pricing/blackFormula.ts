import { normalCdf } from "./normal.ts";

/**
 * Total volatility (volatility times root time) from which an option is worth its bound: forward for a call, strike
 * for a put. The same cap as `MAX_TOTAL_VOL` of Derive's Black76 library, where N(d1) is 1 to the last digit.
 */
export const MAX_TOTAL_VOLATILITY = 24;

/**
 * Black's formula on present values, the one place where an option price is computed.
 *
 * `presentForward` and `presentStrike` are discounted USD, `moneyness` is forward over strike. A call and a put are
 * each taken from their own tail, so a deep out-of-the-money price keeps its leading digits. NaN in, NaN out: a
 * missing volatility never turns into an intrinsic value.
 */
export function blackFormula(
  isCall: boolean,
  presentForward: number,
  presentStrike: number,
  moneyness: number,
  totalVolatility: number,
): number {
  if (totalVolatility >= MAX_TOTAL_VOLATILITY) return isCall ? presentForward : presentStrike;
  if (totalVolatility <= 0 || presentForward <= 0 || presentStrike <= 0) {
    return Math.max(0, isCall ? presentForward - presentStrike : presentStrike - presentForward);
  }
  const d1 = Math.log(moneyness) / totalVolatility + 0.5 * totalVolatility;
  const d2 = d1 - totalVolatility;
  const price = isCall
    ? presentForward * normalCdf(d1) - presentStrike * normalCdf(d2)
    : presentStrike * normalCdf(-d2) - presentForward * normalCdf(-d1);
  return Math.max(0, price);
}
