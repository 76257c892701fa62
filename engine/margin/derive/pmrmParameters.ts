import type { BasisParameters } from "./basis.ts";
import type { DoubtParameters } from "./contingency.ts";
import type { Scenario } from "./scenario.ts";
import type { VolShockParameters } from "./volShock.ts";

/** Charges of the legacy manager that no scenario covers, as shares of spot. */
interface PmrmContingencyParameters extends DoubtParameters {
  readonly basePercent: number;
  readonly perpPercent: number;
  readonly optionPercent: number;
}

/** How the legacy manager turns a loss into a requirement. */
interface PmrmMarginParameters {
  readonly imFactor: number;
  readonly baseStaticDiscount: number;
  readonly rateMultScale: number;
  readonly rateAddScale: number;
}

/** All rules of one legacy portfolio manager. Its library emits no events: values come from calls or releases. */
export interface PmrmParameters {
  readonly scenarios: readonly Scenario[];
  readonly margin: PmrmMarginParameters;
  readonly volShock: VolShockParameters;
  readonly basis: BasisParameters;
  readonly contingency: PmrmContingencyParameters;
}
