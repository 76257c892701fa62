import { encodeAbiParameters } from "viem";
import type { TapeLog } from "../chains/tape.ts";
import { ARBITRUM, etherCents, gmxMarkets, storyStart } from "./cast.ts";
import { feedOf, round } from "./chainlink.ts";
import { marketCreated, oraclePriceUpdate, setUint } from "./gmx.ts";
import { borrowing, funding, openInterest } from "./gmxAccruals.ts";
import { marketParameters } from "./gmxParameters.ts";
import { openPosition } from "./gmxPositions.ts";

const { market, eth, usdc } = gmxMarkets[ARBITRUM];
const USD = 10n ** 30n;

/** The owner's long: 40 ETH at 1,900 USD, with 6 ETH of ether as collateral, which is an exposure of its own. */
export const arbitrumLong = {
  sizeInUsd: 76_000n * USD,
  sizeInTokens: 40n * 10n ** 18n,
  collateralAmount: 6n * 10n ** 18n,
  /** The market's indices when it was opened: the funding ones are the newest recorded on mainnet. */
  borrowingFactor: 300_000_000_000_000_000_000_000_000_000n,
  fundingFee: 163_672_419_267_559_998_478_884_388_323n,
  longClaimable: 4_513_367_495_029_743_806_073_808_555n,
  shortClaimable: 7_794_667_328_721_233_312n,
} as const;

/** What the market's indices did between the opening and the end of the story. */
export const arbitrumAccrual = {
  /** As recorded on mainnet at block 406396674: 7.15 % a year. */
  borrowingPerSecond: 2_267_282_954_657_510_198_393n,
  borrowingDelta: 2_267_282_954_657_510_198_393n * 2_160n,
  /** As recorded at block 397672470: 3.81 % a year, longs pay. */
  fundingPerSecond: 1_208_276_977_723_621_463_825n,
  fundingDelta: 2n * 10n ** 24n,
} as const;

const OPENING = 120;
const ACCRUAL = 2_280;
/** The last round of Chainlink ETH/USD here: after it the feed sleeps while the market moves. */
export const CHAINLINK_SLEEPS = 600;
const PRICE_SECONDS = 300;
const USDC_SECONDS = 240;

/** What Arbitrum logs at a time of the story, one list a transaction. */
export function arbitrumLogs(time: number): TapeLog[][] {
  const offset = time - storyStart;
  const price = etherCents(time);
  const at = (moment: number) => offset === moment;
  const every = (seconds: number) => offset % seconds === 0;
  return [
    at(0) ? setup() : [],
    every(PRICE_SECONDS) ? prices(price, time) : [],
    every(PRICE_SECONDS) && offset <= CHAINLINK_SLEEPS
      ? round("ocr2", feedOf("arbitrum", "ETH"), 1_000 + offset / PRICE_SECONDS, price * 10n ** 6n, time)
      : [],
    every(USDC_SECONDS)
      ? round("ocr2", feedOf("arbitrum", "USDC"), 2_000 + offset / USDC_SECONDS, 100_000_000n, time)
      : [],
    at(OPENING) ? opening(time) : [],
    at(ACCRUAL) ? accrual() : [],
  ];
}

function setup(): TapeLog[] {
  return [
    marketCreated(ARBITRUM),
    ...marketParameters(ARBITRUM),
    setUint(
      ARBITRUM,
      "MIN_COLLATERAL_FACTOR_FOR_OPEN_INTEREST_MULTIPLIER",
      encodeAbiParameters([{ type: "address" }, { type: "bool" }], [market, true]),
      6n * 10n ** 19n,
    ),
    openInterest(ARBITRUM, true, eth, 20_000_000n * USD),
    openInterest(ARBITRUM, true, usdc, 15_000_000n * USD),
    openInterest(ARBITRUM, false, usdc, 28_000_000n * USD),
  ];
}

function prices(cents: bigint, time: number): TapeLog[] {
  return [
    oraclePriceUpdate(ARBITRUM, eth, cents, 18, time),
    oraclePriceUpdate(ARBITRUM, usdc, 100n, 6, time),
  ];
}

function opening(time: number): TapeLog[] {
  const cents = etherCents(time);
  return [
    ...prices(cents, time),
    ...borrowing(ARBITRUM, [
      {
        isLong: true,
        delta: 0n,
        cumulative: arbitrumLong.borrowingFactor,
        perSecond: arbitrumAccrual.borrowingPerSecond,
      },
      { isLong: false, delta: 0n, cumulative: 107_008_382_743_071_493_027_963_479_417n, perSecond: 0n },
    ]),
    ...openPosition({
      chainId: ARBITRUM,
      isLong: true,
      collateralToken: eth,
      sizeInUsd: arbitrumLong.sizeInUsd,
      sizeInTokens: arbitrumLong.sizeInTokens,
      collateralAmount: arbitrumLong.collateralAmount,
      collateralPrice: cents * 10n ** 10n,
      indexPrice: cents * 10n ** 10n,
      borrowingFactor: arbitrumLong.borrowingFactor,
      funding: {
        fee: arbitrumLong.fundingFee,
        longClaimable: arbitrumLong.longClaimable,
        shortClaimable: arbitrumLong.shortClaimable,
      },
      // 0.06 % of 76,000 USD in ether at 1,900 USD.
      positionFeeAmount: 24_000_000_000_000_000n,
      time,
    }),
  ];
}

function accrual(): TapeLog[] {
  const { fundingDelta, fundingPerSecond, borrowingDelta, borrowingPerSecond } = arbitrumAccrual;
  return [
    ...funding(
      ARBITRUM,
      fundingPerSecond,
      { isLong: true, token: eth, delta: fundingDelta, value: arbitrumLong.fundingFee + fundingDelta },
      { token: usdc, delta: 10n ** 15n, value: 486_475_180_365_433_863_801n + 10n ** 15n },
    ),
    ...borrowing(ARBITRUM, [
      {
        isLong: true,
        delta: borrowingDelta,
        cumulative: arbitrumLong.borrowingFactor + borrowingDelta,
        perSecond: borrowingPerSecond,
      },
      { isLong: false, delta: 0n, cumulative: 107_008_382_743_071_493_027_963_479_417n, perSecond: 0n },
    ]),
  ];
}
