import type { GridContingency, GridDefinition, GridVol } from "./definition.ts";

const ALL: readonly GridVol[] = ["up", "same", "down"];
/**
 * How much wider Derive's second portfolio manager draws the same grid for SOL (27 % against 18 %) and HYPE (33 %). A
 * coin without published numbers is taken to be as wild as the wildest of them.
 */
const SCALE: GridDefinition["scale"] = {
  byUnderlying: { BTC: 1, ETH: 1, SOL: 1.5, HYPE: 11 / 6 },
  other: 11 / 6,
};
const NO_CHARGE: GridContingency = { rate: 0, ratePerYear: 0, maintenanceShare: 0 };

/**
 * 9 price points over +-16 % times 3 volatilities, with the roll charge on futures: the BTC parameters that Deribit's
 * public `private/pme/simulate` example shows (2024-06). A shape, not Deribit's margin: its extended price points, delta
 * shock and correlation contingency are not published in full and are left out.
 */
export const DERIBIT_SHAPED_GRID: GridDefinition = {
  name: "deribit-shaped",
  moves: [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((bucket) => ({ move: bucket * 0.04, vols: ALL })),
  volUp: { change: 0.5, shortPower: 0.3, longPower: 0.13, minimumDays: 1, floor: 0.5 },
  volDown: { change: -0.25, shortPower: 0.3, longPower: 0.13, minimumDays: 1, floor: 0 },
  tails: [],
  scale: SCALE,
  contingencies: {
    linear: { rate: 0.01, ratePerYear: 0.075, maintenanceShare: 0.8 },
    shortConvex: NO_CHARGE,
    coin: NO_CHARGE,
  },
  initialFactor: 1,
  maintenanceFactor: 0.8,
};

/**
 * 23 scenarios over +-18 %, tails from -66 % to +500 % at fractional weight, and charges on perps and short options:
 * the ETH and BTC parameters of Derive's documented second portfolio manager. A shape, not Derive's margin: discounts,
 * skew scenarios and basis are left out (the exact model is under `derive/`).
 */
export const DERIVE_SHAPED_GRID: GridDefinition = {
  name: "derive-shaped",
  moves: [
    { move: 0.18, vols: ["up"] },
    ...[0.135, 0.09, 0.045, 0, -0.045, -0.09, -0.135].map((move) => ({ move, vols: ALL })),
    { move: -0.18, vols: ["up"] },
  ],
  volUp: { change: 0.5, shortPower: 0.3, longPower: 0.13, minimumDays: 1, floor: 0.4 },
  volDown: { change: -0.275, shortPower: 0.3, longPower: 0.13, minimumDays: 1, floor: 0 },
  tails: [
    { move: -0.66, weight: 0.21 },
    { move: -0.33, weight: 0.42 },
    { move: 0.5, weight: 0.27 },
    { move: 1, weight: 0.13 },
    { move: 2, weight: 0.069 },
    { move: 3, weight: 0.046 },
    { move: 4, weight: 0.034 },
    { move: 5, weight: 0.027 },
  ],
  scale: SCALE,
  contingencies: {
    linear: { rate: 0.04, ratePerYear: 0, maintenanceShare: 0.75 },
    shortConvex: { rate: 0.005, ratePerYear: 0, maintenanceShare: 0.6 },
    coin: NO_CHARGE,
  },
  initialFactor: 1,
  maintenanceFactor: 0.8,
};
