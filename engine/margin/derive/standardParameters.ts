/** Option rules of one market (`OptionMarginParamsSet`; beware: the event swaps the two unpaired scales). */
export interface StandardOptionParameters {
  readonly maxSpotReq: number;
  readonly minSpotReq: number;
  readonly mmCallSpotReq: number;
  readonly mmPutSpotReq: number;
  readonly mmPutMtmReq: number;
  readonly unpairedImScale: number;
  readonly unpairedMmScale: number;
  readonly mmOffsetScale: number;
}

/** Perpetual requirements as shares of notional (`PerpMarginRequirementsSet`). */
interface StandardPerpParameters {
  readonly mmReq: number;
  readonly imReq: number;
}

/** Share of a coin's value that counts as margin; `imScale` multiplies it once more for initial margin. */
interface StandardBaseParameters {
  readonly marginFactor: number;
  readonly imScale: number;
}

/** Feed confidences below which initial margin grows; 0 switches a rule off. */
interface StandardOracleParameters {
  readonly perpThreshold: number;
  readonly optionThreshold: number;
  readonly baseThreshold: number;
  readonly factor: number;
}

/** All rules of one StandardManager market. */
export interface StandardParameters {
  readonly option: StandardOptionParameters;
  readonly perp: StandardPerpParameters;
  readonly base: StandardBaseParameters;
  readonly oracle: StandardOracleParameters;
}

/** The manager-wide rule for a stablecoin below its peg. */
export interface DepegParameters {
  readonly threshold: number;
  readonly factor: number;
}
