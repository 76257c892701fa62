import type { PmrmParameters } from "../../../../engine/margin/derive/pmrmParameters.ts";
import type { Scenario } from "../../../../engine/margin/derive/scenario.ts";

const STEPS = [1.135, 1.09, 1.045, 1, 0.955, 0.91, 0.865];

const scenarios: Scenario[] = [
  { spotShock: 1.18, volShock: "up", dampening: 1 },
  ...STEPS.flatMap((spotShock): Scenario[] => [
    { spotShock, volShock: "up", dampening: 1 },
    { spotShock, volShock: "none", dampening: 1 },
    { spotShock, volShock: "down", dampening: 1 },
  ]),
  { spotShock: 0.82, volShock: "up", dampening: 1 },
];

/**
 * Rules of the first portfolio margin, the same for ETH and BTC. Its library emits no events, so apart from the
 * scenarios they can only be read by calls.
 * Source: derivexyz/v2-scripts@a27b06a data/mainnet (getters read on chain, 2025-12-08).
 */
export const deployedPmrm: PmrmParameters = {
  scenarios,
  margin: { imFactor: 1.25, baseStaticDiscount: 0.95, rateMultScale: 1, rateAddScale: 0.12 },
  volShock: {
    volRangeUp: 0.5,
    volRangeDown: 0.275,
    shortTermPower: 0.3,
    longTermPower: 0.13,
    dteFloorSeconds: 86_400,
  },
  basis: { scenarioSpotUp: 1.045, scenarioSpotDown: 0.955, addFactor: 0.5, multFactor: 2 },
  contingency: {
    pegLossThreshold: 0.99,
    pegLossFactor: 4,
    confThreshold: 0.55,
    confMargin: 1,
    basePercent: 0.03,
    perpPercent: 0.03,
    optionPercent: 0.015,
  },
};
