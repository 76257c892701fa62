import { padHex } from "viem";
import type { Issue } from "../../../engine/result.ts";
import type { VenueRows, VenueView } from "../../../src/api/venues/adapter.ts";
import type { CollateralRow, FeedRow, PositionRow } from "../../../src/api/venues/gmx-v2/facts.ts";
import { gmxV2Adapter } from "../../../src/api/venues/gmx-v2.ts";
import { gmxArbitrumTokens } from "../../../src/catalog/tokens/gmxArbitrumTokens.ts";
import { type GmxPositionState, positionStateToJson } from "../../../src/venues/gmx-v2/positionState.ts";

const chainId = 42161;
const account = "0x00000000000000000000000000000000000a11ce";
export const market = "0x70d95587d40a2caf56bd97485ab3eec10bee6336";
export const weth = gmxArbitrumTokens.WETH.address.toLowerCase() as `0x${string}`;
export const usdc = gmxArbitrumTokens.USDC.address.toLowerCase() as `0x${string}`;
export const clock = { chainId, blockNumber: 400_000_000, timestamp: 1_764_680_100 };
export const perpId = `${chainId}:gmx-v2:${market}`;
export const pool = padHex("0xab");
export const setId = `${chainId}:gmx-v2:${account}:${pool}`;

const origin = {
  blockNumber: clock.blockNumber,
  timestamp: clock.timestamp,
  transactionHash: padHex("0x01"),
  logIndex: 1,
};
const venue = "gmx-v2";

export const usd = (amount: number) => BigInt(Math.round(amount * 1e6)) * 10n ** 24n;

/** A GMX price row of a token, USD per whole token. */
export function feed(
  token: string,
  decimals: number,
  low: number,
  high: number,
  changes: Partial<FeedRow> = {},
): FeedRow {
  const scale = 30 - decimals;
  const raw = (price: number) => BigInt(Math.round(price * 1e6)) * 10n ** BigInt(scale - 6);
  return {
    ...origin,
    chainId,
    address: "0xc8ee91a54287db53897056e12d9819156d3822fb",
    feedId: token,
    family: "gmx-v2",
    asset: token === weth ? "ETH" : "USDC",
    quote: "USD",
    decimals: scale,
    price: (raw(low) + raw(high)) / 2n,
    priceLow: raw(low),
    priceHigh: raw(high),
    confidence: null,
    roundId: `${clock.timestamp}-1-1`,
    publishedAt: clock.timestamp,
    ...changes,
  };
}

export function accrual(name: string, value: bigint, decimals: number, secondsAgo = 0) {
  return {
    ...origin,
    chainId,
    venue,
    marketId: market,
    name,
    value,
    decimals,
    timestamp: clock.timestamp - secondsAgo,
  };
}

function parameter(name: string, value: bigint, scope: string = market) {
  return { ...origin, chainId, venue, scope, name, value, decimals: 30 };
}

const freshState: GmxPositionState = {
  isLong: true,
  collateralToken: usdc,
  borrowingFactor: 0n,
  fundingFeeAmountPerSize: 0n,
  longTokenClaimableFundingAmountPerSize: 0n,
  shortTokenClaimableFundingAmountPerSize: 0n,
  pendingImpactAmount: 0n,
};

/** An open position of `ether` ETH (magnitude) entered at `entryPrice`. */
export function position(
  ether: number,
  entryPrice: number,
  state: Partial<GmxPositionState> = {},
  changes: Partial<PositionRow> = {},
): PositionRow {
  const full = { ...freshState, ...state };
  const sign = full.isLong ? 1n : -1n;
  return {
    ...origin,
    chainId,
    venue,
    account,
    instrumentId: market,
    pool,
    size: sign * BigInt(Math.round(ether * 1e6)) * 10n ** 12n,
    entryNotional: sign * usd(ether * entryPrice),
    isOpen: true,
    lifecycle: 1,
    openedAt: clock.timestamp,
    realizedPnl: 0n,
    feesPaid: 0n,
    venueState: positionStateToJson(full),
    ...changes,
  };
}

export function collateral(
  token: string,
  amount: bigint,
  changes: Partial<CollateralRow> = {},
): CollateralRow {
  return {
    ...origin,
    chainId,
    venue,
    account,
    pool,
    assetId: token,
    asset: token === weth ? "ETH" : "USDC",
    decimals: token === weth ? 18 : 6,
    amount,
    venueState: {},
    ...changes,
  };
}

/** Every parameter and both open interests as if set on chain, so that no default is used. */
export const parameters = [
  parameter("minCollateralUsd", usd(1), "venue"),
  parameter("minCollateralFactor", usd(0.005)),
  parameter("minCollateralFactorForLiquidation", usd(0.005)),
  parameter("minCollateralFactorForOpenInterestMultiplier:long", 6n * 10n ** 19n),
  parameter("minCollateralFactorForOpenInterestMultiplier:short", 6n * 10n ** 19n),
  parameter("maxPositionImpactFactorForLiquidations", usd(0.0002)),
  parameter("positionFeeFactor:balanceImproved", usd(0.0004)),
  parameter("positionFeeFactor:balanceWorsened", usd(0.0006)),
];

/** Longs 120 million, half of them on each collateral; shorts 40 million. */
export const openInterest = [
  accrual(`openInterest:long:${weth}`, usd(60_000_000), 30),
  accrual(`openInterest:long:${usdc}`, usd(60_000_000), 30),
  accrual(`openInterest:short:${usdc}`, usd(40_000_000), 30),
];

/** Rates that charge nobody. */
export const quietRates = [
  accrual("borrowingFactorPerSecond:long", 0n, 30),
  accrual("borrowingFactorPerSecond:short", 0n, 30),
  accrual("fundingFactorPerSecond", 0n, 30),
];

export const prices = [feed(weth, 18, 2_598, 2_602), feed(usdc, 6, 0.9998, 1.0002)];

/** Rows of the ETH market with one account; anything can be replaced. */
export function rows(changes: Partial<VenueRows> = {}): VenueRows {
  return {
    clock,
    accounts: [
      {
        chainId,
        venue,
        account,
        owner: account,
        holder: account,
        beneficiary: null,
        manager: null,
        blockNumber: origin.blockNumber,
        timestamp: origin.timestamp,
      },
    ],
    positions: [],
    collateral: [],
    instruments: [
      {
        chainId,
        venue,
        instrumentId: market,
        kind: "perp",
        marketId: market,
        underlying: "ETH",
        quote: "USD",
        settlementAsset: "USD",
        sizeDecimals: 18,
        expiry: null,
        strike: null,
        right: null,
        lowerTick: null,
        upperTick: null,
        blockNumber: origin.blockNumber,
        timestamp: origin.timestamp,
      },
    ],
    markets: [
      {
        chainId,
        venue,
        marketId: market,
        underlying: "ETH",
        terms: { isSwapOnly: false, indexToken: weth, longToken: weth, shortToken: usdc },
        blockNumber: origin.blockNumber,
        timestamp: origin.timestamp,
      },
    ],
    parameters,
    accruals: [...openInterest, ...quietRates],
    smiles: [],
    forwards: [],
    rates: [],
    feeds: prices,
    ...changes,
  };
}

export const view = (changes: Partial<VenueRows> = {}) => gmxV2Adapter.view(rows(changes));
export const perp = ({ positions }: VenueView) => positions.find(({ isCollateral }) => !isCollateral);
export const codes = (issues: readonly Issue[]) => issues.map(({ code }) => code);
export const usdcCollateral = collateral(usdc, 1_000_000_000n);

export function marginOf({ margins }: VenueView, id = setId) {
  const margin = margins.find(({ nettingSetId }) => nettingSetId === id);
  if (margin === undefined) throw new Error(`${id} has no margin`);
  return margin.report;
}

/** A long of 4 ETH entered at 2,500 with 1,000 USDC: 10,000 USD of size. */
export const charged = {
  positions: [
    position(4, 2_500, {
      borrowingFactor: 10n ** 26n,
      fundingFeeAmountPerSize: 5n * 10n ** 17n,
      longTokenClaimableFundingAmountPerSize: 2n * 10n ** 26n,
      pendingImpactAmount: -2n * 10n ** 15n,
    }),
  ],
  collateral: [usdcCollateral],
  accruals: [
    ...openInterest,
    accrual("cumulativeBorrowingFactor:long", 3n * 10n ** 26n, 30, 100),
    accrual("borrowingFactorPerSecond:long", 10n ** 22n, 30, 100),
    accrual("borrowingFactorPerSecond:short", 0n, 30, 100),
    accrual("fundingFactorPerSecond", 2n * 10n ** 22n, 30, 50),
    accrual("longsPayShorts", 1n, 0, 50),
    accrual(`fundingFeeAmountPerSize:long:${usdc}`, 8n * 10n ** 17n, 15, 50),
    accrual(`claimableFundingAmountPerSize:long:${weth}`, 3n * 10n ** 26n, 15, 50),
  ],
};
