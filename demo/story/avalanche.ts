import type { TapeLog } from "../chains/tape.ts";
import { AVALANCHE, etherCents, gmxMarkets, storyStart } from "./cast.ts";
import { feedOf, round } from "./chainlink.ts";
import { marketCreated, oraclePriceUpdate } from "./gmx.ts";
import { borrowing, funding, openInterest } from "./gmxAccruals.ts";
import { marketParameters } from "./gmxParameters.ts";
import { openPosition } from "./gmxPositions.ts";

const { eth, usdc } = gmxMarkets[AVALANCHE];
const USD = 10n ** 30n;

/** The owner's short: 25 ETH at 1,900 USD with 9,000 USDC: a hedge of the long that no venue recognises. */
export const avalancheShort = {
  sizeInUsd: 47_500n * USD,
  sizeInTokens: 25n * 10n ** 18n,
  collateralAmount: 9_000n * 10n ** 6n,
  borrowingFactor: 50_000_000_000_000_000_000_000_000_000n,
} as const;

/** Shorts are the larger side here: they pay borrowing (4.7 % a year) and receive no funding. */
export const avalancheAccrual = {
  borrowingPerSecond: 1_500_000_000_000_000_000_000n,
  borrowingDelta: 1_500_000_000_000_000_000_000n * 2_160n,
  fundingPerSecond: 1_000_000_000_000_000_000_000n,
  /** 0.000095 USDC per USD of size, 15 decimals beyond the token's 6. */
  fundingDelta: 95n * 10n ** 15n,
} as const;

const OPENING = 180;
const ACCRUAL = 2_340;
const PRICE_SECONDS = 300;

/** What Avalanche logs at a time of the story, one list a transaction. */
export function avalancheLogs(time: number): TapeLog[][] {
  const offset = time - storyStart;
  const price = etherCents(time);
  const at = (moment: number) => offset === moment;
  const every = (seconds: number) => offset % seconds === 0;
  const roundId = 3_000 + offset / PRICE_SECONDS;
  return [
    at(0) ? setup() : [],
    every(PRICE_SECONDS) ? prices(price, time) : [],
    every(PRICE_SECONDS) ? round("ocr2", feedOf("avalanche", "ETH"), roundId, price * 10n ** 6n, time) : [],
    // An aggregator of the older generation, whose NewTransmission has another topic.
    every(PRICE_SECONDS) ? round("ocr1", feedOf("avalanche", "USDC"), roundId, 100_000_000n, time) : [],
    at(OPENING) ? opening(time) : [],
    at(ACCRUAL) ? accrual() : [],
  ];
}

function setup(): TapeLog[] {
  return [
    marketCreated(AVALANCHE),
    ...marketParameters(AVALANCHE),
    openInterest(AVALANCHE, true, usdc, 3_000_000n * USD),
    openInterest(AVALANCHE, false, usdc, 4_000_000n * USD),
  ];
}

function prices(cents: bigint, time: number): TapeLog[] {
  return [
    oraclePriceUpdate(AVALANCHE, eth, cents, 18, time),
    oraclePriceUpdate(AVALANCHE, usdc, 100n, 6, time),
  ];
}

function opening(time: number): TapeLog[] {
  const cents = etherCents(time);
  return [
    ...prices(cents, time),
    ...borrowing(AVALANCHE, [
      { isLong: true, delta: 0n, cumulative: 0n, perSecond: 0n },
      {
        isLong: false,
        delta: 0n,
        cumulative: avalancheShort.borrowingFactor,
        perSecond: avalancheAccrual.borrowingPerSecond,
      },
    ]),
    ...openPosition({
      chainId: AVALANCHE,
      isLong: false,
      collateralToken: usdc,
      sizeInUsd: avalancheShort.sizeInUsd,
      sizeInTokens: avalancheShort.sizeInTokens,
      collateralAmount: avalancheShort.collateralAmount,
      collateralPrice: 10n ** 24n,
      indexPrice: cents * 10n ** 10n,
      borrowingFactor: avalancheShort.borrowingFactor,
      funding: { fee: 0n, longClaimable: 0n, shortClaimable: 0n },
      // 0.06 % of 47,500 USD.
      positionFeeAmount: 28_500_000n,
      time,
    }),
  ];
}

function accrual(): TapeLog[] {
  const { borrowingDelta, borrowingPerSecond, fundingDelta, fundingPerSecond } = avalancheAccrual;
  return [
    ...funding(
      AVALANCHE,
      fundingPerSecond,
      { isLong: false, token: usdc, delta: fundingDelta, value: fundingDelta },
      { token: usdc, delta: fundingDelta, value: fundingDelta },
    ),
    ...borrowing(AVALANCHE, [
      { isLong: true, delta: 0n, cumulative: 0n, perSecond: 0n },
      {
        isLong: false,
        delta: borrowingDelta,
        cumulative: avalancheShort.borrowingFactor + borrowingDelta,
        perSecond: borrowingPerSecond,
      },
    ]),
  ];
}
