import { deriveStandardManagerAbi } from "../../abis/deriveStandardManager.ts";
import { deriveV2 } from "../../src/catalog/deployments.ts";
import { eventOf } from "../chains/abi.ts";
import { encodeLog } from "../chains/events.ts";
import type { TapeLog } from "../chains/tape.ts";
import { ethMarket, WAD } from "./derive.ts";

const manager = deriveV2.standardManager;
const abi = deriveStandardManagerAbi;
const per = (thousandths: bigint) => (thousandths * WAD) / 1_000n;

/**
 * The StandardManager's ETH market with the parameters deployed on 2025-12-08 (derivexyz/v2-scripts@a27b06a).
 * As on chain, OptionMarginParamsSet carries the two unpaired scales the other way round than its names say.
 */
export function ethMarketParameters(): TapeLog[] {
  const marketId = 1n;
  return [
    encodeLog(eventOf(abi, "MarketCreated"), { marketId, marketName: "ETH" }, manager),
    encodeLog(eventOf(abi, "AssetWhitelisted"), { asset: ethMarket.option, marketId, assetType: 1 }, manager),
    encodeLog(eventOf(abi, "AssetWhitelisted"), { asset: ethMarket.perp, marketId, assetType: 2 }, manager),
    encodeLog(
      eventOf(abi, "OptionMarginParamsSet"),
      {
        marketId,
        maxSpotReq: per(150n),
        minSpotReq: per(130n),
        mmCallSpotReq: per(90n),
        mmPutSpotReq: per(90n),
        MMPutMtMReq: per(90n),
        unpairedIMScale: per(1_100n),
        unpairedMMScale: per(1_200n),
        mmOffsetScale: per(1_050n),
      },
      manager,
    ),
    encodeLog(
      eventOf(abi, "PerpMarginRequirementsSet"),
      { marketId, perpMMRequirement: per(50n), perpIMRequirement: per(66n) },
      manager,
    ),
    encodeLog(
      eventOf(abi, "OracleContingencySet"),
      { prepThreshold: per(550n), optionThreshold: per(550n), baseThreshold: per(550n), OCFactor: WAD },
      manager,
    ),
    encodeLog(eventOf(abi, "DepegParametersSet"), { threshold: per(990n), depegFactor: 2n * WAD }, manager),
  ];
}
