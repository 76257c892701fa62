import { type Address, zeroAddress, zeroHash } from "viem";
import { deriveForwardFeedAbi } from "../../abis/deriveForwardFeed.ts";
import { deriveLightAccountAbi } from "../../abis/deriveLightAccount.ts";
import { deriveMatchingAbi } from "../../abis/deriveMatching.ts";
import { derivePerpAssetAbi } from "../../abis/derivePerpAsset.ts";
import { deriveSpotDiffFeedAbi } from "../../abis/deriveSpotDiffFeed.ts";
import { deriveSpotFeedAbi } from "../../abis/deriveSpotFeed.ts";
import { deriveSubAccountsAbi } from "../../abis/deriveSubAccounts.ts";
import { deriveVolFeedAbi } from "../../abis/deriveVolFeed.ts";
import { deriveV2 } from "../../src/catalog/deployments.ts";
import { encodeSubId, packAsset } from "../../src/venues/derive-v2/subId.ts";
import { eventOf } from "../chains/abi.ts";
import { encodeLog } from "../chains/events.ts";
import type { TapeLog } from "../chains/tape.ts";
import { optionExpiry, optionStrike } from "./cast.ts";

/** 1.0 with the 18 decimals of everything on Derive. */
export const WAD = 10n ** 18n;
/** What the venue's signers say of their own data. */
const CONFIDENCE = WAD;

/** Derive's ETH market. Source: derivexyz/v2-core@7736900 deployments/957. */
export const ethMarket = {
  option: "0x4BB4C3CDc7562f08e9910A0C7D8bB7e108861eB4",
  perp: "0xAf65752C4643E25C02F693f9D4FE19cF23a095E3",
  spotFeed: "0x727aD65db6aE99DB5Dbee8F202846DD6009bf6D5",
  forwardFeed: "0x791A570F5785FBdb02EA5C7a794c43111ae2f948",
  volFeed: "0xb27cb6b08e6c298C8634D73D5F6649665e90d160",
  perpFeed: "0x33E18F4f508d7aD3e958aA2DCf4b3eCAec38D7c6",
  impactAskFeed: "0xbfe7Cd69d3983299D3d18D1Ae5C411e1FF61A993",
  impactBidFeed: "0xd464170afe0eE2a4865B2ca6dBcc6dfB8f4Bf125",
} as const;
export const btcSpotFeed = "0x5Eb59391e7870807aD2C8792E8c5e75838E0fdb0";

export const callSubId = encodeSubId({
  expiry: optionExpiry,
  strike8: BigInt(optionStrike) * 10n ** 8n,
  right: "call",
});

/** A wallet that its owner controls. */
export function walletInitialized(wallet: Address, owner: Address): TapeLog {
  const entryPoint = "0x0000000071727De22E5E9d8BAf0edAc6f37da032";
  return encodeLog(eventOf(deriveLightAccountAbi, "LightAccountInitialized"), { entryPoint, owner }, wallet);
}

/** A new account under the StandardManager, put into the custody of Matching for its owner. */
export function accountOpened(accountId: bigint, owner: Address): TapeLog[] {
  const { subAccounts, matching, standardManager: manager } = deriveV2;
  const transfer = (from: Address, to: Address) =>
    encodeLog(eventOf(deriveSubAccountsAbi, "Transfer"), { from, to, tokenId: accountId }, subAccounts);
  return [
    transfer(zeroAddress, owner),
    encodeLog(eventOf(deriveSubAccountsAbi, "AccountCreated"), { owner, accountId, manager }, subAccounts),
    transfer(owner, matching),
    encodeLog(eventOf(deriveMatchingAbi, "DepositedSubAccount"), { accountId, owner }, matching),
  ];
}

/** A balance moves from one state to the next. */
export function balanceAdjusted(
  accountId: bigint,
  asset: Address,
  subId: bigint,
  preBalance: bigint,
  postBalance: bigint,
): TapeLog {
  return encodeLog(
    eventOf(deriveSubAccountsAbi, "BalanceAdjusted"),
    {
      accountId,
      manager: deriveV2.standardManager,
      assetAndSubId: packAsset(asset, subId),
      amount: postBalance - preBalance,
      preBalance,
      postBalance,
      tradeId: 1n,
    },
    deriveV2.subAccounts,
  );
}

/** An asset moves between two accounts. */
export function assetTransferred(
  fromAcc: bigint,
  toAcc: bigint,
  asset: Address,
  subId: bigint,
  amount: bigint,
): TapeLog {
  const args = { fromAcc, toAcc, asset, subId, amount, assetData: zeroHash, tradeId: 1n };
  return encodeLog(eventOf(deriveSubAccountsAbi, "AssetTransferred"), args, deriveV2.subAccounts);
}

/** The perpetual marks an account to a price before its size changes. */
export function perpMarked(account: bigint, perpPrice: bigint): TapeLog {
  const args = { account, pnlChange: 0n, totalPnl: 0n, perpPrice };
  return encodeLog(eventOf(derivePerpAssetAbi, "PositionSettled"), args, ethMarket.perp);
}

/** A spot feed's signed price. */
export function spot(feed: Address, price: bigint, time: number): TapeLog {
  const args = { spot: price, confidence: CONFIDENCE, timestamp: BigInt(time) };
  return encodeLog(eventOf(deriveSpotFeedAbi, "SpotPriceUpdated"), args, feed);
}

/** The market's funding so far, USD per base unit, and its rate per hour as a fraction of the index price. */
export function fundingUpdated(aggregated: bigint, ratePerHour: bigint, time: number): TapeLog {
  const args = {
    aggregatedFundingRate: aggregated,
    fundingRate: ratePerHour,
    lastFundingPaidAt: BigInt(time),
  };
  return encodeLog(eventOf(derivePerpAssetAbi, "AggregatedFundingUpdated"), args, ethMarket.perp);
}

/** An account's funding is brought up to the market's. */
export function fundingApplied(accountId: bigint, funding: bigint, aggregated: bigint): TapeLog {
  const args = { accountId, funding, aggregatedFundingRate: aggregated };
  return encodeLog(eventOf(derivePerpAssetAbi, "FundingAppliedOnAccount"), args, ethMarket.perp);
}

/** A perpetual price as its difference to spot: the mark, or the price at which a set size trades. */
export function spotDifference(feed: Address, difference: bigint, time: number): TapeLog {
  const args = { spotDiff: difference, confidence: CONFIDENCE, timestamp: BigInt(time) };
  return encodeLog(eventOf(deriveSpotDiffFeedAbi, "SpotDiffUpdated"), args, feed);
}

/** The forward of the story's expiry, as a difference to spot. */
export function forward(fwdSpotDifference: bigint, time: number): TapeLog {
  return encodeLog(
    eventOf(deriveForwardFeedAbi, "ForwardDataUpdated"),
    {
      expiry: BigInt(optionExpiry),
      fwdDetails: { fwdSpotDifference, confidence: CONFIDENCE, timestamp: BigInt(time) },
      settlementDetails: { settlementStartAggregate: 0n, currentSpotAggregate: 0n },
    },
    ethMarket.forwardFeed,
  );
}

/** Raw SVI parameters of the story's smile: about 55 % at the money with a light put skew. */
export const smile = {
  a: (2n * WAD) / 100n,
  b: (5n * WAD) / 100n,
  rho: -WAD / 10n,
  m: (2n * WAD) / 100n,
  sigma: (3n * WAD) / 10n,
} as const;

/** Time to the story's expiry in years with 18 decimals, as the feed's signers put it. */
export function referenceTau(time: number): bigint {
  return (BigInt(optionExpiry - time) * WAD) / 31_536_000n;
}

/** The smile of the story's expiry at a forward. */
export function volatility(forwardPrice: bigint, time: number): TapeLog {
  return encodeLog(
    eventOf(deriveVolFeedAbi, "VolDataUpdated"),
    {
      expiry: BigInt(optionExpiry),
      volDetails: {
        SVI_a: smile.a,
        SVI_b: smile.b,
        SVI_rho: smile.rho,
        SVI_m: smile.m,
        SVI_sigma: smile.sigma,
        SVI_fwd: forwardPrice,
        SVI_refTau: referenceTau(time),
        confidence: CONFIDENCE,
        timestamp: BigInt(time),
      },
    },
    ethMarket.volFeed,
  );
}
