import { encodeAbiParameters } from "viem";
import type { TapeLog } from "../chains/tape.ts";
import { type GmxChainId, gmxMarkets } from "./cast.ts";
import { setUint } from "./gmx.ts";

/** Factors of GMX have 30 decimals; this is one basis point. */
const BASIS_POINT = 10n ** 26n;

/** The configuration that an ETH market runs with. Source: gmx-io/gmx-synthetics@a5c0c88 config/markets.ts, general.ts. */
export function marketParameters(chainId: GmxChainId): TapeLog[] {
  const { market } = gmxMarkets[chainId];
  const ofMarket = encodeAbiParameters([{ type: "address" }], [market]);
  const withFlag = (flag: boolean) =>
    encodeAbiParameters([{ type: "address" }, { type: "bool" }], [market, flag]);
  return [
    setUint(chainId, "MIN_COLLATERAL_USD", "0x", 10n ** 30n),
    setUint(chainId, "MIN_COLLATERAL_FACTOR", ofMarket, 50n * BASIS_POINT),
    setUint(chainId, "MIN_COLLATERAL_FACTOR_FOR_LIQUIDATION", ofMarket, 50n * BASIS_POINT),
    setUint(chainId, "MAX_POSITION_IMPACT_FACTOR_FOR_LIQUIDATIONS", ofMarket, 0n),
    setUint(chainId, "POSITION_FEE_FACTOR", withFlag(true), 4n * BASIS_POINT),
    setUint(chainId, "POSITION_FEE_FACTOR", withFlag(false), 6n * BASIS_POINT),
    setUint(chainId, "MIN_COLLATERAL_FACTOR_FOR_OPEN_INTEREST_MULTIPLIER", withFlag(true), 0n),
    setUint(chainId, "MIN_COLLATERAL_FACTOR_FOR_OPEN_INTEREST_MULTIPLIER", withFlag(false), 0n),
  ];
}
