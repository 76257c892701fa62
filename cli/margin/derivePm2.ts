import * as z from "zod";
import { pm2Margin } from "../../engine/margin/derive/pm2.ts";
import { pm2AccountFromRaw, pm2ParametersFromRaw } from "../../engine/margin/derive/rawPm2.ts";
import { fail, ok, type Result } from "../../engine/result.ts";
import { calculation } from "../calculation.ts";
import { type DeriveBalances, deriveBalancesSchema } from "../schema/marginReport.ts";
import { fixed18, integer } from "../schema/primitives.ts";
import { renameFields } from "./renameFields.ts";

const raw = fixed18("18-decimal number");
const quote = z.tuple([fixed18("price, USD"), fixed18("confidence, 0 to 1")]);
const struct = (members: string) => z.array(raw).describe(members);

const snapshot = z.object({
  timestamp: integer("Unix seconds"),
  scenarios: z
    .array(z.tuple([raw, integer("volatility shock: 0 none, 1 up, 2 down, 3 linear, 4 absolute"), raw]))
    .describe("spot shock, volatility shock code, dampening factor"),
  margin: struct(
    "imFactor, mmFactor, shortRateMultScale, longRateMultScale, shortRateAddScale, longRateAddScale, shortBaseStaticDiscount, longBaseStaticDiscount",
  ),
  volShock: struct(
    "volRangeUp, volRangeDown, shortTermPower, longTermPower, dteFloor in whole seconds, minVolUpShock",
  ),
  basis: struct("scenarioSpotUp, scenarioSpotDown, basisContAddFactor, basisContMultFactor"),
  other: struct(
    "pegLossThreshold, pegLossFactor, confThreshold, confMargin, MMPerpPercent, IMPerpPercent, MMOptionPercent, IMOptionPercent",
  ),
  skew: struct(
    "linearBaseCap, absBaseCap, linearCBase, absCBase, minKStar, widthScale, volParamStatic, volParamScale",
  ),
  spot: quote,
  stable: quote,
  perp: quote,
  expiries: z
    .record(
      z.string(),
      z.object({
        fixed: fixed18("fixed part of the forward, USD"),
        var: fixed18("variable part of the forward, USD"),
        fconf: fixed18("confidence of the forward"),
        rate: fixed18("continuous rate"),
        rconf: fixed18("confidence of the rate"),
        vols: z.record(z.string(), quote).describe("volatility and confidence, by the leg's strike"),
      }),
    )
    .describe("by expiry in Unix seconds"),
});

export const derivePm2Input = z.object({
  snapshot: snapshot.describe("the library's structs, members in order, and what the feeds answered"),
  legs: z
    .array(z.tuple([integer("expiry"), raw, z.boolean(), raw]))
    .describe("expiry in Unix seconds, strike, is call, amount"),
  perp: fixed18("perpetual position, signed base units"),
  perpEntry: fixed18("its average entry price; without it there is no unsettled P&L").exactOptional(),
  cash: fixed18("stablecoins, negative when borrowed"),
});

const OWN_NAMES = [
  ["options", "legs"],
  ["parameters", "snapshot"],
] as const;

/** Margin of one PMRM_2 account without collateral other than cash, in Derive's own sign. */
export function runDerivePm2(input: z.output<typeof derivePm2Input>): Result<DeriveBalances> {
  const parameters = pm2ParametersFromRaw(input.snapshot);
  const account = pm2AccountFromRaw(input.snapshot, input);
  if (!parameters.ok) return fail(...parameters.issues, ...(account.ok ? [] : account.issues));
  if (!account.ok) return account;
  const margin = pm2Margin(account.value, parameters.value);
  if (!margin.ok) return fail(...renameFields(margin.issues, OWN_NAMES));
  return ok({ ...margin.value.balances, worstScenarioIndex: margin.value.worstScenarioIndex });
}

const UNIT = "1000000000000000000";

export const derivePm2 = calculation({
  summary: "one account of Derive's second portfolio manager, from raw 18-decimal integers",
  example: {
    snapshot: {
      timestamp: 1_754_049_599,
      scenarios: [
        ["1180000000000000000", 1, UNIT],
        ["820000000000000000", 1, UNIT],
      ],
      margin: [UNIT, "800000000000000000", "0", "0", "100000000000000000", "100000000000000000", UNIT, UNIT],
      volShock: [
        "500000000000000000",
        "300000000000000000",
        "300000000000000000",
        "130000000000000000",
        "86400",
        "400000000000000000",
      ],
      basis: ["1045000000000000000", "955000000000000000", "500000000000000000", "2000000000000000000"],
      other: [
        "990000000000000000",
        "4000000000000000000",
        "550000000000000000",
        UNIT,
        "30000000000000000",
        "10000000000000000",
        "3000000000000000",
        "2000000000000000",
      ],
      skew: [
        "250000000000000000",
        "250000000000000000",
        "-100000000000000000",
        "-100000000000000000",
        "10000000000000000",
        "4000000000000000000",
        "600000000000000000",
        "0",
      ],
      spot: ["115266000000000000000000", UNIT],
      stable: [UNIT, UNIT],
      perp: ["115188000000000000000000", UNIT],
      expiries: {
        "1754640000": {
          fixed: "0",
          var: "115356000000000000000000",
          fconf: UNIT,
          rate: "42200000000000000",
          rconf: UNIT,
          vols: { "115000000000000000000000": ["350000000000000000", "950000000000000000"] },
        },
      },
    },
    legs: [[1_754_640_000, "115000000000000000000000", true, "-1000000000000000000"]],
    perp: "500000000000000000",
    cash: "20000000000000000000000",
  },
  input: derivePm2Input,
  output: deriveBalancesSchema,
  open: () => ({ run: runDerivePm2 }),
});
