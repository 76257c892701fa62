/** Members of the PM2 library's structs, in the contract's order, under the names of `Pm2Parameters`. */

export const MARGIN = [
  "imFactor",
  "mmFactor",
  "shortRateMultScale",
  "longRateMultScale",
  "shortRateAddScale",
  "longRateAddScale",
  "shortBaseStaticDiscount",
  "longBaseStaticDiscount",
] as const;

export const BASIS = ["scenarioSpotUp", "scenarioSpotDown", "addFactor", "multFactor"] as const;

export const CONTINGENCY = [
  "pegLossThreshold",
  "pegLossFactor",
  "confThreshold",
  "confMargin",
  "mmPerpPercent",
  "imPerpPercent",
  "mmOptionPercent",
  "imOptionPercent",
] as const;

export const SKEW = [
  "linearBaseCap",
  "absBaseCap",
  "linearCBase",
  "absCBase",
  "minKStar",
  "widthScale",
  "volParamStatic",
  "volParamScale",
] as const;
