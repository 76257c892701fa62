import type { Address } from "viem";
import type { TapeLog } from "../chains/tape.ts";
import { type GmxChainId, gmxMarkets } from "./cast.ts";
import { gmxEvent, topic } from "./gmx.ts";

/** The borrowing state of a market, both sides, as every order leaves it. Factors have 30 decimals. */
export function borrowing(
  chainId: GmxChainId,
  sides: readonly { isLong: boolean; delta: bigint; cumulative: bigint; perSecond: bigint }[],
): TapeLog[] {
  const { market } = gmxMarkets[chainId];
  return sides.flatMap(({ isLong, delta, cumulative, perSecond }) => [
    gmxEvent(chainId, "CumulativeBorrowingFactorUpdated", topic(market), {
      address: [["market", market]],
      uint: [
        ["delta", delta],
        ["nextValue", cumulative],
      ],
      bool: [["isLong", isLong]],
    }),
    gmxEvent(chainId, "Borrowing", topic(market), {
      address: [["market", market]],
      uint: [["borrowingFactorPerSecond", perSecond]],
    }),
  ]);
}

/** The funding state of a market: who pays shows in which side's fee index moved. Indices have 15 extra decimals. */
export function funding(
  chainId: GmxChainId,
  perSecond: bigint,
  payer: { isLong: boolean; token: Address; delta: bigint; value: bigint },
  receiver: { token: Address; delta: bigint; value: bigint },
): TapeLog[] {
  const { market } = gmxMarkets[chainId];
  const index = (name: string, isLong: boolean, token: Address, delta: bigint, value: bigint) =>
    gmxEvent(chainId, name, topic(market), {
      address: [
        ["market", market],
        ["collateralToken", token],
      ],
      uint: [
        ["delta", delta],
        ["value", value],
      ],
      bool: [["isLong", isLong]],
    });
  return [
    index("FundingFeeAmountPerSizeUpdated", payer.isLong, payer.token, payer.delta, payer.value),
    index(
      "ClaimableFundingAmountPerSizeUpdated",
      !payer.isLong,
      receiver.token,
      receiver.delta,
      receiver.value,
    ),
    gmxEvent(chainId, "Funding", topic(market), {
      address: [["market", market]],
      uint: [["fundingFactorPerSecond", perSecond]],
    }),
  ];
}

/** Open interest of one side with one collateral, USD with 30 decimals. */
export function openInterest(chainId: GmxChainId, isLong: boolean, token: Address, value: bigint): TapeLog {
  const { market } = gmxMarkets[chainId];
  return gmxEvent(chainId, "OpenInterestUpdated", topic(market), {
    address: [
      ["market", market],
      ["collateralToken", token],
    ],
    uint: [["nextValue", value]],
    int: [["delta", 0n]],
    bool: [["isLong", isLong]],
  });
}
