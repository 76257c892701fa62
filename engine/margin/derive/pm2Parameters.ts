import type { BasisParameters } from "./basis.ts";
import type { Checks } from "./checks.ts";
import type { DoubtParameters } from "./contingency.ts";
import { checkScenarios, type Scenario, VOL_SHOCKS } from "./scenario.ts";
import type { SkewShockParameters } from "./skewShock.ts";
import type { VolShockParameters } from "./volShock.ts";

/** How PM2 turns a loss into a requirement, and counts expiry values of either sign. */
interface Pm2MarginParameters {
  readonly imFactor: number;
  readonly mmFactor: number;
  readonly shortRateMultScale: number;
  readonly longRateMultScale: number;
  readonly shortRateAddScale: number;
  readonly longRateAddScale: number;
  readonly shortBaseStaticDiscount: number;
  readonly longBaseStaticDiscount: number;
}

/** Tenor rule of PM2: as the legacy one, with a floor under volatility in up scenarios. */
interface Pm2VolShockParameters extends VolShockParameters {
  readonly minVolUpShock: number;
}

/** Charges that no scenario covers, as shares of spot. The `im` ones come on top of the `mm` ones. */
interface Pm2ContingencyParameters extends DoubtParameters {
  readonly mmPerpPercent: number;
  readonly imPerpPercent: number;
  readonly mmOptionPercent: number;
  readonly imOptionPercent: number;
}

/** How one collateral counts. `imHaircut` comes on top of `mmHaircut`. */
export interface CollateralParameters {
  readonly mmHaircut: number;
  readonly imHaircut: number;
  /** Whether the collateral is the underlying itself, so that it moves with spot in the scenarios. */
  readonly isRiskCancelling: boolean;
}

/**
 * All rules of one PM2 library. An account with a library override is simply margined with that library's set.
 * Beware: both base static discounts were live the wrong way round from 2025-06-09 to 2026-01-08; reproduce that
 * time with the values of that time.
 */
export interface Pm2Parameters {
  readonly scenarios: readonly Scenario[];
  readonly margin: Pm2MarginParameters;
  readonly volShock: Pm2VolShockParameters;
  readonly basis: BasisParameters;
  readonly contingency: Pm2ContingencyParameters;
  readonly skew: SkewShockParameters;
  /** By the collateral's name or address; an asset without an entry is not accepted. */
  readonly collaterals: Readonly<Record<string, CollateralParameters>>;
}

/**
 * Checks every parameter, under the path `parameters`. The floors under tenor and k* may be 0, as the library allows,
 * unless the account holds an expired option: nothing else keeps its tenor from dividing by zero.
 */
export function checkPm2Parameters(checks: Checks, parameters: Pm2Parameters, hasExpired: boolean): void {
  checkScenarios(checks, "parameters.scenarios", parameters.scenarios, VOL_SHOCKS);
  for (const group of ["margin", "volShock", "basis", "contingency", "skew"] as const)
    checks.allFinite(`parameters.${group}`, parameters[group]);
  const floor = hasExpired ? checks.positive : checks.nonNegative;
  floor("parameters.volShock.dteFloorSeconds", parameters.volShock.dteFloorSeconds);
  floor("parameters.skew.minKStar", parameters.skew.minKStar);
  for (const [asset, collateral] of Object.entries(parameters.collaterals)) {
    checks.share(`parameters.collaterals.${asset}.mmHaircut`, collateral.mmHaircut);
    checks.share(`parameters.collaterals.${asset}.imHaircut`, collateral.imHaircut);
  }
}
