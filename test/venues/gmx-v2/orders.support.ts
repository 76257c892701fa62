import { padHex } from "viem";
import { gmxArbitrumTokens } from "../../../src/catalog/tokens/gmxArbitrumTokens.ts";
import { event, type Values } from "./support.ts";

export const account = "0x00000000000000000000000000000000000A11cE";
export const market = "0x70d95587d40A2caf56bd97485aB3Eec10Bee6336";
export const marketId = market.toLowerCase();
export const { WETH, USDC, BTC } = gmxArbitrumTokens;
export const positionKey = padHex("0xab");
export const usd = (amount: bigint) => amount * 10n ** 30n;
export const eth = (amount: bigint) => amount * 10n ** 18n;

/** A long of `size` ETH at 2,500 USD after an order; deltas equal to the whole unless given. */
export function increase(size: bigint, values: Values = {}) {
  return event("PositionIncrease", {
    account,
    market,
    collateralToken: USDC.address,
    positionKey,
    orderKey: padHex("0x01"),
    isLong: true,
    sizeInUsd: usd(2_500n * size),
    sizeInTokens: eth(size),
    collateralAmount: 1_000_000_000n,
    sizeDeltaUsd: usd(2_500n * size),
    sizeDeltaInTokens: eth(size),
    collateralDeltaAmount: 1_000_000_000n,
    executionPrice: 2_500_000_000_000_000n,
    borrowingFactor: 5n,
    orderType: 2n,
    ...values,
  });
}

/** The order that closes a long of `size` ETH whole. */
export function close(size: bigint, values: Values = {}) {
  return event("PositionDecrease", {
    account,
    market,
    collateralToken: USDC.address,
    positionKey,
    orderKey: padHex("0x02"),
    isLong: true,
    sizeDeltaUsd: usd(2_500n * size),
    sizeDeltaInTokens: eth(size),
    collateralDeltaAmount: 1_000_000_000n,
    executionPrice: 2_600_000_000_000_000n,
    basePnlUsd: usd(100n * size),
    uncappedBasePnlUsd: usd(100n * size),
    orderType: 4n,
    ...values,
  });
}

export function fees(
  layout: "PositionFeesCollected" | "PositionFeesInfo" | "PositionFeesCollected with every optional block",
  cost: bigint,
  values: Values = {},
) {
  return event(layout, {
    market,
    trader: account,
    positionKey,
    orderKey: padHex("0x02"),
    totalCostAmount: cost,
    "collateralTokenPrice.min": 10n ** 24n,
    ...values,
  });
}
