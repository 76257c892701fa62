import { arbitrumAccrual, arbitrumLong } from "../../demo/story/arbitrum.ts";
import { avalancheAccrual, avalancheShort } from "../../demo/story/avalanche.ts";
import { optionExpiry, optionStrike, storySeconds, storyStart } from "../../demo/story/cast.ts";
import { smile } from "../../demo/story/derive.ts";
import { deriveBook, perpFunding } from "../../demo/story/deriveChain.ts";

/*
 * The demo's report by school arithmetic from the story's numbers. Nothing of the engine, the indexer or the API is used
 * here: what both say must be right twice.
 */

const WAD = 1e18;
const YEAR = 31_536_000;
const end = storyStart + storySeconds;

/** The last step of the price path, and what stands over it. */
const spot = 1_995;
const perpPrice = spot + 1;
const forward = spot + 12;

/** Standard normal distribution by Simpson's rule on its density, 20,000 steps from -12: good to 1e-15. */
function normal(x: number): number {
  const steps = 20_000;
  const width = (x + 12) / steps;
  let sum = density(-12) + density(x);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(-12 + i * width);
  return (sum * width) / 3;
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The call's price at another forward and the same volatility. */
function callPrice(atForward: number, total: number): number {
  const d1 = Math.log(atForward / optionStrike) / total + total / 2;
  return atForward * normal(d1) - optionStrike * normal(d1 - total);
}

/** One call of the story: undiscounted Black-76 at the smile's volatility. */
function call() {
  const years = (optionExpiry - end) / YEAR;
  const [a, b, rho, m, sigma] = [smile.a, smile.b, smile.rho, smile.m, smile.sigma].map(
    (x) => Number(x) / WAD,
  );
  if (a === undefined || b === undefined || rho === undefined || m === undefined || sigma === undefined)
    throw new Error("the story has no smile");
  const k = Math.log(optionStrike / forward);
  const variance = a + b * (rho * (k - m) + Math.hypot(k - m, sigma));
  // The feed's reference time is floored to 18 decimals of a year, which no digit of the report shows.
  const volatility = Math.sqrt(variance / years);
  const total = volatility * Math.sqrt(years);
  const d1 = Math.log(forward / optionStrike) / total + total / 2;
  const d2 = d1 - total;
  const price = callPrice(forward, total);
  return {
    price,
    total,
    delta: normal(d1),
    gamma: density(d1) / (forward * total),
    vega: forward * density(d1) * Math.sqrt(years),
    theta: (-forward * density(d1) * volatility) / (2 * Math.sqrt(years)),
    rhoSpot: optionStrike * years * normal(d2),
    rhoForward: -years * price,
  };
}

const long = {
  eth: Number(arbitrumLong.sizeInTokens) / WAD,
  notional: Number(arbitrumLong.sizeInUsd) / 1e30,
  coin: Number(arbitrumLong.collateralAmount) / WAD,
};
const short = {
  eth: Number(avalancheShort.sizeInTokens) / WAD,
  notional: Number(avalancheShort.sizeInUsd) / 1e30,
  cash: Number(avalancheShort.collateralAmount) / 1e6,
};

/** Seconds from the market's last accrual to the end, and from the opening to that accrual as the story charges it. */
const ARBITRUM_SINCE = 1_320;
const AVALANCHE_SINCE = 1_260;
const CHARGED = 2_160;

const perSecond = (factor: bigint) => Number(factor) / 1e30;

/** What the long owes: borrowing to the second in USD, funding in ether, as charged and since then at the rate. */
const longBorrowing =
  long.notional * perSecond(arbitrumAccrual.borrowingPerSecond) * (CHARGED + ARBITRUM_SINCE);
const longFunding =
  ((Number(arbitrumAccrual.fundingDelta) * Number(arbitrumLong.sizeInUsd)) / 1e45 / WAD) * spot +
  long.notional * perSecond(arbitrumAccrual.fundingPerSecond) * ARBITRUM_SINCE;
const longOwes = longBorrowing + longFunding;
/** What the short owes, its funding charged in USDC. */
const shortOwes =
  short.notional * perSecond(avalancheAccrual.borrowingPerSecond) * (CHARGED + AVALANCHE_SINCE) +
  (Number(avalancheAccrual.fundingDelta) * Number(avalancheShort.sizeInUsd)) / 1e45 / 1e6 +
  short.notional * perSecond(avalancheAccrual.fundingPerSecond) * AVALANCHE_SINCE;

/** Fee of a close that brings the sides of a market closer together; 6 basis points otherwise. */
const FEE_BETTER = 0.0004;

const calls = Number(deriveBook.callsSold) / WAD;
const perp = Number(deriveBook.perpSize) / WAD;
const cash = Number(deriveBook.cash + deriveBook.premium) / WAD;
/** Funding since the purchase: what the market logged, then a minute at the rate. */
const perpFundingOwed =
  perp *
  (Number(perpFunding.atEnd - perpFunding.atPurchase) / WAD +
    ((Number(perpFunding.ratePerHour) / WAD) * spot * 60) / 3_600);
const perpPnl = perp * (perpPrice - Number(deriveBook.perpEntry) / WAD) - perpFundingOwed;

const option = call();

/** Dollars of delta by leg: an option's refers to its own forward, a perpetual's to its own mark. */
const deltas = {
  arbitrumPerp: long.eth * spot,
  arbitrumCoin: long.coin * spot,
  avalanchePerp: -short.eth * spot,
  deriveCalls: -calls * option.delta * forward,
  derivePerp: perp * perpPrice,
};

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const arbitrumNet = deltas.arbitrumPerp + deltas.arbitrumCoin;
const deriveNet = deltas.deriveCalls + deltas.derivePerp;

/** The StandardManager's call requirement per unit of spot: maximum less how far out of the money, at least the minimum. */
const outOfTheMoney = (optionStrike - spot) / spot;
const optionInitial = Math.max(0.13, 0.15 - outOfTheMoney) * spot * calls;
const optionMaintenance = 0.09 * spot * calls;

export const byHand = {
  /** P&L of the calls sold when the forward moves and the smile stays with its strikes. */
  callsAfterFall: (move: number) => -calls * (callPrice(forward * (1 + move), option.total) - option.price),
  greeks: {
    delta: long.eth + long.coin - short.eth - calls * option.delta + perp,
    deltaUsd: sum(Object.values(deltas)),
    gamma: -calls * option.gamma,
    gammaUsd1Pct: -calls * option.gamma * forward * forward * 0.01,
    vega: -calls * option.vega * 0.01,
    theta: (-calls * option.theta) / 365,
    rhoSpot: -calls * option.rhoSpot * 0.01,
    rhoForward: -calls * option.rhoForward * 0.01,
    carry:
      (-(
        long.notional *
          (perSecond(arbitrumAccrual.borrowingPerSecond) + perSecond(arbitrumAccrual.fundingPerSecond)) +
        short.notional *
          (perSecond(avalancheAccrual.borrowingPerSecond) + perSecond(avalancheAccrual.fundingPerSecond))
      ) *
        YEAR -
        perp * (Number(perpFunding.ratePerHour) / WAD) * spot * 8_760) /
      365,
    valueUsd:
      long.eth * spot -
      long.notional -
      longOwes +
      long.coin * spot +
      (short.notional - short.eth * spot - shortOwes + short.cash) +
      (cash - calls * option.price + perpPnl),
  },
  netting: {
    grossUsd: sum(Object.values(deltas).map(Math.abs)),
    enforceableUsd: Math.abs(arbitrumNet) + Math.abs(deltas.avalanchePerp) + Math.abs(deriveNet),
    informationalUsd: Math.abs(sum(Object.values(deltas))),
  },
  margin: {
    42161: {
      initialUsd: long.notional * 0.005,
      maintenanceUsd: long.notional * 0.005,
      equityUsd:
        long.coin * spot + long.eth * spot - long.notional - longOwes - long.notional * arbitrumCloseFee(),
    },
    43114: {
      initialUsd: short.notional * 0.005,
      maintenanceUsd: short.notional * 0.005,
      equityUsd: short.cash + short.notional - short.eth * spot - shortOwes - short.notional * FEE_BETTER,
    },
    957: {
      initialUsd: optionInitial + perp * perpPrice * 0.066,
      maintenanceUsd: optionMaintenance + perp * perpPrice * 0.05,
      equityUsd: cash - calls * option.price + perpPnl,
    },
  },
  /** Closing a long improves Arbitrum's balance (longs are the larger side there), and a short's Avalanche's. */
  liquidation: {
    // Coin, position and the funding owed in coins move together: (coin + eth - owed) * p = notional and charges.
    42161:
      (long.notional * (1 + 0.005 + arbitrumCloseFee()) + longBorrowing) /
      (long.eth + long.coin - longFunding / spot),
    43114: (short.cash + short.notional * (1 - 0.005 - FEE_BETTER) - shortOwes) / short.eth,
  },
  /** USD that one unit pays in a year: of the GMX legs at the mark, as a position opened now. */
  chargesPerUnitAndYear: {
    long:
      spot *
      (perSecond(arbitrumAccrual.borrowingPerSecond) + perSecond(arbitrumAccrual.fundingPerSecond)) *
      YEAR,
    short:
      spot *
      (perSecond(avalancheAccrual.borrowingPerSecond) + perSecond(avalancheAccrual.fundingPerSecond)) *
      YEAR,
    perp: (Number(perpFunding.ratePerHour) / WAD) * spot * 8_760,
  },
  legs: { deltas, option, calls, perp, long, short, spot, perpPrice, cash },
} as const;

/** The story has 35 million of longs and 28 million of shorts on Arbitrum: a long that closes improves the balance. */
function arbitrumCloseFee(): number {
  return FEE_BETTER;
}
