import type { Right } from "../../../../engine/book/instrument.ts";
import type { Pm2Parameters } from "../../../../engine/margin/derive/pm2Parameters.ts";
import type { Pm2Account } from "../../../../engine/margin/derive/pm2Portfolio.ts";
import type { VolShock } from "../../../../engine/margin/derive/scenario.ts";
import { readFixture } from "./readFixture.ts";

const NOW = 1_700_000_000;
const SETTLEMENT_WINDOW = 1800;

type ParameterGroups = Record<string, Record<string, number>>;
type CollateralRow = [string, number, number, number, boolean, number, number];

interface CaseFile {
  base: ParameterGroups;
  parameterSets: Record<string, ParameterGroups>;
  scenarioSets: Record<string, [number, VolShock, number][]>;
  options: [number, number, Right, number, number][][];
  feeds: [number, number, number, number, number, number][][];
  collaterals: CollateralRow[][];
  cases: {
    name: string;
    p: string;
    s: string;
    o: number;
    f: number;
    c?: number;
    cash: number;
    stable: number;
    spot: [number, number];
    perp?: [number, number, number, number];
    skipped?: true;
    expected?: [number, number];
    pnl?: number[];
  }[];
}

const file = readFixture<CaseFile>("pm2-cases");

function parameters(set: string, scenarios: string, collaterals: readonly CollateralRow[]): Pm2Parameters {
  const of = (group: string, name: string) =>
    file.parameterSets[set]?.[group]?.[name] ?? file.base[group]?.[name] ?? Number.NaN;
  const margin = (name: string) => of("Margin", name);
  const vol = (name: string) => of("VolShock", name);
  const basis = (name: string) => of("BasisContingency", name);
  const other = (name: string) => of("OtherContingency", name);
  const skew = (name: string) => of("SkewShock", name);
  return {
    scenarios: (file.scenarioSets[scenarios] ?? []).map(([spotShock, volShock, dampening]) => ({
      spotShock,
      volShock,
      dampening,
    })),
    margin: {
      imFactor: margin("IM_LOSS_FACTOR"),
      mmFactor: margin("MM_LOSS_FACTOR"),
      shortRateMultScale: margin("SHORT_RATE_MULTSCALE"),
      longRateMultScale: margin("LONG_RATE_MULTSCALE"),
      shortRateAddScale: margin("SHORT_RATE_ADDSCALE"),
      longRateAddScale: margin("LONG_RATE_ADDSCALE"),
      shortBaseStaticDiscount: margin("BASE_STATIC_DISCOUNT_NEG"),
      longBaseStaticDiscount: margin("BASE_STATIC_DISCOUNT"),
    },
    volShock: {
      volRangeUp: vol("VOLRANGEUP"),
      volRangeDown: vol("VOLRANGEDOWN"),
      shortTermPower: vol("SHORTTERMPOWER"),
      longTermPower: vol("LONGTERMPOWER"),
      dteFloorSeconds: vol("DTE_FLOOR") * 86_400,
      minVolUpShock: vol("MIN_VOL_EVAL_SHOCKED"),
    },
    basis: {
      scenarioSpotUp: basis("SCENARIO_SPOT_UP"),
      scenarioSpotDown: basis("SCENARIO_SPOT_DOWN"),
      addFactor: basis("BASIS_CONT_ADD_FACTOR"),
      multFactor: basis("BASIS_CONT_MULT_FACTOR"),
    },
    contingency: {
      pegLossThreshold: other("PEG_LOSS_THRESHOLD"),
      pegLossFactor: other("PEG_LOSS_FACTOR"),
      confThreshold: other("CONF_THRESHOLD"),
      confMargin: other("CONF_MARGIN"),
      mmPerpPercent: other("MM_PERP_PERCENT"),
      imPerpPercent: other("IM_PERP_PERCENT"),
      mmOptionPercent: other("MM_OPTION_PERCENT"),
      imOptionPercent: other("IM_OPTION_PERCENT"),
    },
    skew: {
      linearBaseCap: skew("LINEAR_SCALE_CAP"),
      absBaseCap: skew("ABS_SCALE_CAP"),
      linearCBase: skew("LINEAR_CBASE"),
      absCBase: skew("ABS_CBASE"),
      minKStar: skew("MIN_K_STAR"),
      widthScale: skew("MIN_WIDTH_SCALE"),
      volParamStatic: skew("VOL_PARAM_STATIC"),
      volParamScale: skew("VOL_PARAM_SCALE"),
    },
    collaterals: Object.fromEntries(
      collaterals.map(([asset, , , , isRiskCancelling, imHaircut, mmHaircut]) => [
        asset,
        { isRiskCancelling, imHaircut, mmHaircut },
      ]),
    ),
  };
}

function account(c: CaseFile["cases"][number], collaterals: readonly CollateralRow[]): Pm2Account {
  const feeds = file.feeds[c.f] ?? [];
  return {
    timestamp: NOW,
    cash: c.cash,
    stablePrice: c.stable,
    spot: { price: c.spot[0], confidence: c.spot[1] },
    ...(c.perp && {
      perp: { size: c.perp[0], price: c.perp[1], confidence: c.perp[2], unrealisedUsd: c.perp[3] },
    }),
    options: (file.options[c.o] ?? []).map(([seconds, strike, right, amount, volatility]) => ({
      expiry: NOW + seconds,
      strike,
      right,
      amount,
      volatility,
      volConfidence: feeds.find((feed) => feed[0] === seconds)?.[5] ?? Number.NaN,
    })),
    expiries: feeds.map(([seconds, forward, confidence, rate, rateConfidence]) => {
      const open = Math.min(1, seconds / SETTLEMENT_WINDOW);
      return {
        expiry: NOW + seconds,
        fixed: forward * (1 - open),
        variable: forward * open,
        confidence,
        rate,
        rateConfidence,
      };
    }),
    collaterals: collaterals.map(([asset, amount, price, confidence]) => ({
      asset,
      amount,
      price,
      confidence,
    })),
  };
}

const cases = file.cases.map((c) => {
  const collaterals = c.c === undefined ? [] : (file.collaterals[c.c] ?? []);
  return {
    name: c.name,
    skipped: c.skipped === true,
    account: account(c, collaterals),
    parameters: parameters(c.p, c.s, collaterals),
    expected: { im: c.expected?.[0] ?? Number.NaN, mm: c.expected?.[1] ?? Number.NaN, pnl: c.pnl ?? [] },
  };
});

/** The protocol's own test portfolios that its own tests run. */
export const upstreamCases = cases.filter((c) => !c.skipped);

/** The one its own tests skip: a smile tilt together with a spot move. */
export const refusedCases = cases.filter((c) => c.skipped);
