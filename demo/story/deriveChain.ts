import { deriveV2 } from "../../src/catalog/deployments.ts";
import type { TapeLog } from "../chains/tape.ts";
import { deriveAccountId, etherCents, owner, ownerWallet, storyStart } from "./cast.ts";
import {
  accountOpened,
  assetTransferred,
  balanceAdjusted,
  btcSpotFeed,
  callSubId,
  ethMarket,
  forward,
  fundingApplied,
  fundingUpdated,
  perpMarked,
  spot,
  spotDifference,
  volatility,
  WAD,
  walletInitialized,
} from "./derive.ts";
import { ethMarketParameters } from "./deriveParameters.ts";

const { cash } = deriveV2;
/** The other side of the owner's trades. */
const makerAccountId = 77n;
const maker = "0xbea7000000000000000000000000000000000077";

/** The owner's Derive account: 60,000 USDC, 30 calls sold at 45 USD each, 10 ETH of perpetual bought at 1,901 USD. */
export const deriveBook = {
  cash: 60_000n * WAD,
  callsSold: 30n * WAD,
  premium: 30n * 45n * WAD,
  perpSize: 10n * WAD,
  perpEntry: 1_901n * WAD,
} as const;

/** Funding of the perpetual: 0.25 USD per ETH by the time of the purchase, 0.30 an hour later; longs pay it. */
export const perpFunding = {
  atPurchase: WAD / 4n,
  atEnd: (3n * WAD) / 10n,
  /** 0.0025 % an hour. */
  ratePerHour: (25n * WAD) / 1_000_000n,
} as const;

/** The perpetual trades 1 USD over spot, 1.40 to buy and 0.60 to sell in size; the forward stands 12 USD over it. */
export const PERP_DIFFERENCE = WAD;
const IMPACT_ASK = (14n * WAD) / 10n;
const IMPACT_BID = (6n * WAD) / 10n;
export const FORWARD_DIFFERENCE = 12n * WAD;
const BITCOIN = 76_700n * WAD;
const STABLE = WAD;

const FEED_SECONDS = 120;

/** What Derive logs at a time of the story, one list a transaction. */
export function deriveLogs(time: number): TapeLog[][] {
  const offset = time - storyStart;
  const at = (moment: number) => offset === moment;
  return [
    at(0) ? [...ethMarketParameters(), walletInitialized(ownerWallet, owner)] : [],
    at(0) ? [...accountOpened(deriveAccountId, ownerWallet), ...accountOpened(makerAccountId, maker)] : [],
    offset % FEED_SECONDS === 0 ? feeds(time) : [],
    at(60) ? deposits() : [],
    at(180) ? sellsCalls() : [],
    at(240) ? buysPerp(time) : [],
    at(3_540) ? [fundingUpdated(perpFunding.atEnd, perpFunding.ratePerHour, time)] : [],
  ];
}

function feeds(time: number): TapeLog[] {
  const ether = (etherCents(time) * WAD) / 100n;
  return [
    spot(ethMarket.spotFeed, ether, time),
    spot(btcSpotFeed, BITCOIN, time),
    spot(deriveV2.stableFeed, STABLE, time),
    spotDifference(ethMarket.perpFeed, PERP_DIFFERENCE, time),
    spotDifference(ethMarket.impactAskFeed, IMPACT_ASK, time),
    spotDifference(ethMarket.impactBidFeed, IMPACT_BID, time),
    forward(FORWARD_DIFFERENCE, time),
    volatility(ether + FORWARD_DIFFERENCE, time),
  ];
}

function deposits(): TapeLog[] {
  return [
    balanceAdjusted(deriveAccountId, cash, 0n, 0n, deriveBook.cash),
    balanceAdjusted(makerAccountId, cash, 0n, 0n, 500_000n * WAD),
  ];
}

function sellsCalls(): TapeLog[] {
  const { callsSold, premium, cash: own } = deriveBook;
  const makerCash = 500_000n * WAD;
  // As the contract logs a transfer: both balances first, then what moved.
  return [
    balanceAdjusted(deriveAccountId, ethMarket.option, callSubId, 0n, -callsSold),
    balanceAdjusted(makerAccountId, ethMarket.option, callSubId, 0n, callsSold),
    assetTransferred(deriveAccountId, makerAccountId, ethMarket.option, callSubId, callsSold),
    balanceAdjusted(makerAccountId, cash, 0n, makerCash, makerCash - premium),
    balanceAdjusted(deriveAccountId, cash, 0n, own, own + premium),
    assetTransferred(makerAccountId, deriveAccountId, cash, 0n, premium),
  ];
}

function buysPerp(time: number): TapeLog[] {
  const { perpSize, perpEntry } = deriveBook;
  const { atPurchase, ratePerHour } = perpFunding;
  return [
    fundingUpdated(atPurchase, ratePerHour, time),
    perpMarked(makerAccountId, perpEntry),
    fundingApplied(makerAccountId, 0n, atPurchase),
    balanceAdjusted(makerAccountId, ethMarket.perp, 0n, 0n, -perpSize),
    perpMarked(deriveAccountId, perpEntry),
    fundingApplied(deriveAccountId, 0n, atPurchase),
    balanceAdjusted(deriveAccountId, ethMarket.perp, 0n, 0n, perpSize),
    assetTransferred(makerAccountId, deriveAccountId, ethMarket.perp, 0n, perpSize),
  ];
}
