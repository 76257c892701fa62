import { deriveBaseManagerAbi } from "./deriveBaseManager.ts";

/** Derive StandardManager. `OptionMarginParamsSet` names its two unpaired scales the wrong way round: the maintenance scale is logged first.
 * Source: derivexyz/v2-core@7736900 src/risk-managers/StandardManager.sol. */
export const deriveStandardManagerAbi = [
  ...deriveBaseManagerAbi,
  {
    type: "event",
    name: "AssetWhitelisted",
    inputs: [
      { name: "asset", type: "address", indexed: false },
      { name: "marketId", type: "uint256", indexed: false },
      { name: "assetType", type: "uint8", indexed: false },
    ],
  },
  {
    type: "event",
    name: "BaseMarginParamsSet",
    inputs: [
      { name: "marketId", type: "uint256", indexed: false },
      { name: "baseAssetMarginFactor", type: "uint256", indexed: false },
      { name: "baseAssetIMScale", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "BorrowingEnabled",
    inputs: [{ name: "borrowingEnabled", type: "bool", indexed: false }],
  },
  {
    type: "event",
    name: "DepegParametersSet",
    inputs: [
      { name: "threshold", type: "uint256", indexed: false },
      { name: "depegFactor", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "MarketCreated",
    inputs: [
      { name: "marketId", type: "uint256", indexed: false },
      { name: "marketName", type: "string", indexed: false },
    ],
  },
  {
    type: "event",
    name: "OptionMarginParamsSet",
    inputs: [
      { name: "marketId", type: "uint256", indexed: false },
      { name: "maxSpotReq", type: "uint256", indexed: false },
      { name: "minSpotReq", type: "uint256", indexed: false },
      { name: "mmCallSpotReq", type: "uint256", indexed: false },
      { name: "mmPutSpotReq", type: "uint256", indexed: false },
      { name: "MMPutMtMReq", type: "uint256", indexed: false },
      { name: "unpairedIMScale", type: "uint256", indexed: false },
      { name: "unpairedMMScale", type: "uint256", indexed: false },
      { name: "mmOffsetScale", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "OracleContingencySet",
    inputs: [
      { name: "prepThreshold", type: "uint256", indexed: false },
      { name: "optionThreshold", type: "uint256", indexed: false },
      { name: "baseThreshold", type: "uint256", indexed: false },
      { name: "OCFactor", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "OraclesSet",
    inputs: [
      { name: "marketId", type: "uint256", indexed: false },
      { name: "spotOracle", type: "address", indexed: false },
      { name: "forwardOracle", type: "address", indexed: false },
      { name: "volFeed", type: "address", indexed: false },
    ],
  },
  {
    type: "event",
    name: "PerpMarginRequirementsSet",
    inputs: [
      { name: "marketId", type: "uint256", indexed: false },
      { name: "perpMMRequirement", type: "uint256", indexed: false },
      { name: "perpIMRequirement", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "StableFeedUpdated",
    inputs: [{ name: "stableFeed", type: "address", indexed: false }],
  },
] as const;
