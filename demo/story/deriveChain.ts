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

/** The perpetual trades 1 USD over spot, the forward 12 USD over it. */
export const PERP_DIFFERENCE = WAD;
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
    at(240) ? buysPerp() : [],
  ];
}

function feeds(time: number): TapeLog[] {
  const ether = (etherCents(time) * WAD) / 100n;
  return [
    spot(ethMarket.spotFeed, ether, time),
    spot(btcSpotFeed, BITCOIN, time),
    spot(deriveV2.stableFeed, STABLE, time),
    spotDifference(PERP_DIFFERENCE, time),
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
  return [
    assetTransferred(deriveAccountId, makerAccountId, ethMarket.option, callSubId, callsSold),
    assetTransferred(makerAccountId, deriveAccountId, cash, 0n, premium),
    balanceAdjusted(deriveAccountId, ethMarket.option, callSubId, 0n, -callsSold),
    balanceAdjusted(makerAccountId, ethMarket.option, callSubId, 0n, callsSold),
    balanceAdjusted(makerAccountId, cash, 0n, makerCash, makerCash - premium),
    balanceAdjusted(deriveAccountId, cash, 0n, own, own + premium),
  ];
}

function buysPerp(): TapeLog[] {
  const { perpSize, perpEntry } = deriveBook;
  return [
    assetTransferred(makerAccountId, deriveAccountId, ethMarket.perp, 0n, perpSize),
    perpMarked(makerAccountId, perpEntry),
    balanceAdjusted(makerAccountId, ethMarket.perp, 0n, 0n, -perpSize),
    perpMarked(deriveAccountId, perpEntry),
    balanceAdjusted(deriveAccountId, ethMarket.perp, 0n, 0n, perpSize),
  ];
}
