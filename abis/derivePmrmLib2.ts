/** Derive portfolio margin parameters, one library a manager. Source: derivexyz/v2-core@7736900 src/risk-managers/PMRMLib_2.sol. */
export const derivePmrmLib2Abi = [
  {
    type: "event",
    name: "BasisContingencyParamsUpdated",
    inputs: [
      {
        name: "basisContParams",
        type: "tuple",
        components: [
          { name: "scenarioSpotUp", type: "uint256" },
          { name: "scenarioSpotDown", type: "uint256" },
          { name: "basisContAddFactor", type: "uint256" },
          { name: "basisContMultFactor", type: "uint256" },
        ],
        indexed: false,
      },
    ],
  },
  {
    type: "event",
    name: "CollateralParametersUpdated",
    inputs: [
      { name: "asset", type: "address", indexed: false },
      {
        name: "params",
        type: "tuple",
        components: [
          { name: "isEnabled", type: "bool" },
          { name: "isRiskCancelling", type: "bool" },
          { name: "MMHaircut", type: "uint256" },
          { name: "IMHaircut", type: "uint256" },
        ],
        indexed: false,
      },
    ],
  },
  {
    type: "event",
    name: "MarginParamsUpdated",
    inputs: [
      {
        name: "marginParams",
        type: "tuple",
        components: [
          { name: "imFactor", type: "uint256" },
          { name: "mmFactor", type: "uint256" },
          { name: "shortRateMultScale", type: "uint256" },
          { name: "longRateMultScale", type: "uint256" },
          { name: "shortRateAddScale", type: "uint256" },
          { name: "longRateAddScale", type: "uint256" },
          { name: "shortBaseStaticDiscount", type: "uint256" },
          { name: "longBaseStaticDiscount", type: "uint256" },
        ],
        indexed: false,
      },
    ],
  },
  {
    type: "event",
    name: "OtherContingencyParamsUpdated",
    inputs: [
      {
        name: "otherContParams",
        type: "tuple",
        components: [
          { name: "pegLossThreshold", type: "uint256" },
          { name: "pegLossFactor", type: "uint256" },
          { name: "confThreshold", type: "uint256" },
          { name: "confMargin", type: "uint256" },
          { name: "MMPerpPercent", type: "uint256" },
          { name: "IMPerpPercent", type: "uint256" },
          { name: "MMOptionPercent", type: "uint256" },
          { name: "IMOptionPercent", type: "uint256" },
        ],
        indexed: false,
      },
    ],
  },
  {
    type: "event",
    name: "SkewShockParamsUpdated",
    inputs: [
      {
        name: "skewShockParams",
        type: "tuple",
        components: [
          { name: "linearBaseCap", type: "uint256" },
          { name: "absBaseCap", type: "uint256" },
          { name: "linearCBase", type: "int256" },
          { name: "absCBase", type: "int256" },
          { name: "minKStar", type: "int256" },
          { name: "widthScale", type: "int256" },
          { name: "volParamStatic", type: "int256" },
          { name: "volParamScale", type: "int256" },
        ],
        indexed: false,
      },
    ],
  },
  {
    type: "event",
    name: "VolShockParamsUpdated",
    inputs: [
      {
        name: "volShockParams",
        type: "tuple",
        components: [
          { name: "volRangeUp", type: "uint256" },
          { name: "volRangeDown", type: "uint256" },
          { name: "shortTermPower", type: "int256" },
          { name: "longTermPower", type: "int256" },
          { name: "dteFloor", type: "uint256" },
          { name: "minVolUpShock", type: "uint256" },
        ],
        indexed: false,
      },
    ],
  },
] as const;
