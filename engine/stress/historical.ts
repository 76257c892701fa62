import type { Scenario, VolShock } from "../book/scenario.ts";

/** Highest price before and lowest price in a fall, USD or USDT per coin. */
export interface PeakToTrough {
  readonly peak: number;
  readonly trough: number;
}

/** A market event as prices that were traded. Implied volatilities of the time are not part of it. */
export interface HistoricalEvent {
  readonly id: string;
  readonly title: string;
  /** First and last UTC day searched for the peak and the later trough. */
  readonly from: string;
  readonly to: string;
  readonly source: string;
  /** Coins that fell with the market. */
  readonly coins: Readonly<Record<string, PeakToTrough>>;
  /** Assets whose failure was the event; they move only where they are held, and set no move for others. */
  readonly failed: Readonly<Record<string, PeakToTrough>>;
}

const BINANCE = "Binance spot 1h klines, github misrori/binance_startegy@dbfa7fe";

/** The worst fall of each asset inside the window: from a bar's open, or an earlier bar's high, to the bar's low. */
export const HISTORICAL_EVENTS: readonly HistoricalEvent[] = [
  {
    id: "2020-03-12",
    title: "COVID crash",
    from: "2020-03-11",
    to: "2020-03-13",
    source: "Coinbase spot daily bars, github smoothbrainquant/trading-for-new-dads@ca5c825",
    coins: {
      BTC: { peak: 7987.97, trough: 3858 },
      ETH: { peak: 202.98, trough: 90 },
      LINK: { peak: 4.11249, trough: 1.515 },
    },
    failed: {},
  },
  {
    id: "2022-05-luna",
    title: "Terra and Luna collapse",
    from: "2022-05-05",
    to: "2022-05-12",
    source: BINANCE,
    coins: {
      BTC: { peak: 39845.51, trough: 26700 },
      ETH: { peak: 2954.65, trough: 1800 },
      SOL: { peak: 95.25, trough: 37.37 },
      LINK: { peak: 12.29, trough: 5.53 },
      AVAX: { peak: 69.52, trough: 23.51 },
    },
    failed: {
      LUNA: { peak: 87.87, trough: 0.00028 },
      UST: { peak: 1.0003, trough: 0.225 },
    },
  },
  {
    id: "2022-11-ftx",
    title: "FTX failure",
    from: "2022-11-05",
    to: "2022-11-10",
    source: BINANCE,
    coins: {
      BTC: { peak: 21480.65, trough: 15588 },
      ETH: { peak: 1666.97, trough: 1073.53 },
      SOL: { peak: 38.79, trough: 12.37 },
      LINK: { peak: 9.47, trough: 5.775 },
      AVAX: { peak: 20.63, trough: 12.03 },
      OP: { peak: 1.419, trough: 0.761 },
    },
    failed: {},
  },
  {
    id: "2023-03-usdc",
    title: "USDC depeg after Silicon Valley Bank",
    from: "2023-03-09",
    to: "2023-03-14",
    source: `${BINANCE}; USDC against USDT`,
    coins: {
      BTC: { peak: 21834.99, trough: 19549.09 },
      ETH: { peak: 1546.45, trough: 1368.39 },
      SOL: { peak: 18.78, trough: 16 },
      LINK: { peak: 6.69, trough: 5.89 },
      AVAX: { peak: 15.69, trough: 13.88 },
      OP: { peak: 2.39, trough: 1.769 },
    },
    failed: { USDC: { peak: 1, trough: 0.882 } },
  },
  {
    id: "2025-10-10",
    title: "Liquidation cascade of 10 October 2025",
    from: "2025-10-10",
    to: "2025-10-11",
    source:
      "Bybit 1h klines, github zxckotee/trader@f2f4d05; USDe in its Uniswap v3 USDe/USDT pool on Ethereum at block 23550471, on Binance alone it traded at 0.65",
    coins: {
      BTC: { peak: 122490, trough: 101045.9 },
      ETH: { peak: 4392.9, trough: 3311.76 },
      SOL: { peak: 224.35, trough: 146.57 },
      LINK: { peak: 22.778, trough: 7.626 },
      ARB: { peak: 0.4315, trough: 0.1035 },
      OP: { peak: 0.734, trough: 0.2228 },
      AVAX: { peak: 28.611, trough: 8.218 },
    },
    failed: { USDe: { peak: 1, trough: 0.99413 } },
  },
];

/** Binance's USDe/USDT on 10 October 2025, 21:51 to 21:54 UTC: 1.0005 to 0.65 while other places stayed above 0.99. */
export const USDE_SINGLE_VENUE_MOVE = 0.65 / 1.0005 - 1;

/** Relative move from peak to trough. */
export function moveOf({ peak, trough }: PeakToTrough): number {
  return trough / peak - 1;
}

/**
 * An event as a scenario for today's book. Recorded assets move as they did; every other coin takes the median move
 * of the recorded coins, and other stablecoins stay. `volShock` is the caller's: the record holds no volatilities.
 */
export function historicalScenario(event: HistoricalEvent, volShock: VolShock): Scenario {
  const moves = Object.values(event.coins)
    .map(moveOf)
    .sort((a, b) => a - b);
  const middle = (moves.length - 1) / 2;
  const median = ((moves[Math.floor(middle)] ?? 0) + (moves[Math.ceil(middle)] ?? 0)) / 2;
  const recorded = Object.entries({ ...event.coins, ...event.failed });
  return {
    name: event.id,
    spotMove: median,
    spotMoveByUnderlying: Object.fromEntries(recorded.map(([asset, prices]) => [asset, moveOf(prices)])),
    volShock,
    timeForwardYears: 0,
  };
}
