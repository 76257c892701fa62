import { type Address, encodeAbiParameters, type Hex, keccak256 } from "viem";
import type { TapeLog } from "../chains/tape.ts";
import { type GmxChainId, gmxMarkets, owner } from "./cast.ts";
import { gmxEvent, orderExecuted, topic } from "./gmx.ts";

/** What an order opens: sizes in the chain's own integers. */
export interface Opening {
  readonly chainId: GmxChainId;
  readonly isLong: boolean;
  readonly collateralToken: Address;
  /** USD with 30 decimals. */
  readonly sizeInUsd: bigint;
  /** 18 decimals. */
  readonly sizeInTokens: bigint;
  readonly collateralAmount: bigint;
  readonly collateralPrice: bigint;
  readonly indexPrice: bigint;
  readonly borrowingFactor: bigint;
  /** The market's funding indices at the opening, 15 decimals beyond the token's. */
  readonly funding: { readonly fee: bigint; readonly longClaimable: bigint; readonly shortClaimable: bigint };
  readonly positionFeeAmount: bigint;
  readonly time: number;
}

/** The key of a position: keccak256(abi.encode(account, market, collateralToken, isLong)). */
export function positionKey(chainId: GmxChainId, collateralToken: Address, isLong: boolean): Hex {
  return keccak256(
    encodeAbiParameters(
      [{ type: "address" }, { type: "address" }, { type: "address" }, { type: "bool" }],
      [owner, gmxMarkets[chainId].market, collateralToken, isLong],
    ),
  );
}

/** The logs of an order that opens a position: fees, the position's state after, and the order's end. */
export function openPosition(opening: Opening): TapeLog[] {
  const { chainId, isLong, collateralToken } = opening;
  const { market } = gmxMarkets[chainId];
  const key = positionKey(chainId, collateralToken, isLong);
  const orderKey = keccak256(key);
  const fees = gmxEvent(chainId, "PositionFeesCollected", topic(market), {
    bytes32: [
      ["orderKey", orderKey],
      ["positionKey", key],
      ["referralCode", `0x${"00".repeat(32)}`],
    ],
    address: [
      ["market", market],
      ["collateralToken", collateralToken],
      ["affiliate", `0x${"00".repeat(20)}`],
      ["trader", owner],
      ["uiFeeReceiver", `0x${"00".repeat(20)}`],
    ],
    uint: [
      ["collateralTokenPrice.min", opening.collateralPrice],
      ["collateralTokenPrice.max", opening.collateralPrice],
      ["tradeSizeUsd", opening.sizeInUsd],
      ["fundingFeeAmount", 0n],
      ["claimableLongTokenAmount", 0n],
      ["claimableShortTokenAmount", 0n],
      ["latestFundingFeeAmountPerSize", opening.funding.fee],
      ["latestLongTokenClaimableFundingAmountPerSize", opening.funding.longClaimable],
      ["latestShortTokenClaimableFundingAmountPerSize", opening.funding.shortClaimable],
      ["borrowingFeeUsd", 0n],
      ["borrowingFeeAmount", 0n],
      ["borrowingFeeReceiverFactor", 0n],
      ["borrowingFeeAmountForFeeReceiver", 0n],
      ["positionFeeFactor", 6n * 10n ** 26n],
      ["protocolFeeAmount", opening.positionFeeAmount],
      ["positionFeeReceiverFactor", 0n],
      ["feeReceiverAmount", 0n],
      ["feeAmountForPool", opening.positionFeeAmount],
      ["positionFeeAmountForPool", opening.positionFeeAmount],
      ["positionFeeAmount", opening.positionFeeAmount],
      ["totalCostAmount", opening.positionFeeAmount],
      ["uiFeeReceiverFactor", 0n],
      ["uiFeeAmount", 0n],
    ],
    bool: [["isIncrease", true]],
  });
  const increase = gmxEvent(chainId, "PositionIncrease", topic(owner), {
    address: [
      ["account", owner],
      ["market", market],
      ["collateralToken", collateralToken],
    ],
    uint: [
      ["sizeInUsd", opening.sizeInUsd],
      ["sizeInTokens", opening.sizeInTokens],
      ["collateralAmount", opening.collateralAmount],
      ["borrowingFactor", opening.borrowingFactor],
      ["fundingFeeAmountPerSize", opening.funding.fee],
      ["longTokenClaimableFundingAmountPerSize", opening.funding.longClaimable],
      ["shortTokenClaimableFundingAmountPerSize", opening.funding.shortClaimable],
      ["executionPrice", opening.indexPrice],
      ["indexTokenPrice.max", opening.indexPrice],
      ["indexTokenPrice.min", opening.indexPrice],
      ["collateralTokenPrice.max", opening.collateralPrice],
      ["collateralTokenPrice.min", opening.collateralPrice],
      ["sizeDeltaUsd", opening.sizeInUsd],
      ["sizeDeltaInTokens", opening.sizeInTokens],
      ["orderType", 2n],
      ["increasedAtTime", BigInt(opening.time)],
    ],
    int: [
      ["collateralDeltaAmount", opening.collateralAmount],
      ["pendingPriceImpactUsd", 0n],
      ["pendingPriceImpactAmount", 0n],
    ],
    bool: [["isLong", isLong]],
    bytes32: [
      ["orderKey", orderKey],
      ["positionKey", key],
    ],
  });
  return [fees, increase, orderExecuted(chainId, orderKey, owner)];
}
