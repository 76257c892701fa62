import { standardBalances } from "../../engine/margin/derive/standard.ts";
import { fail, ok, type Result } from "../../engine/result.ts";
import { calculation } from "../calculation.ts";
import { type DeriveBalances, deriveBalancesSchema } from "../schema/marginReport.ts";
import { standardAccountOf } from "./deriveStandardAccount.ts";
import { deriveStandardInput, type StandardCase } from "./deriveStandardInput.ts";
import { renameFields } from "./renameFields.ts";

const OWN_NAMES = [
  ["markets[0].options", "legs"],
  ["markets[0].spot", "snapshot.spot"],
  ["markets[0].forwards", "snapshot.expiries"],
  ["markets[0].perp.size", "perp"],
  ["markets[0].base", "base"],
  ["stablePrice", "snapshot.stable"],
  ["timestamp", "snapshot.timestamp"],
] as const;

/** Margin of a StandardManager account in one market, in Derive's own sign. */
export function runDeriveStandard(input: StandardCase): Result<DeriveBalances> {
  const account = standardAccountOf(input);
  if (!account.ok) return account;
  const balances = standardBalances(account.value);
  if (!balances.ok) return fail(...renameFields(balances.issues, OWN_NAMES));
  return ok({ ...balances.value, worstScenarioIndex: null });
}

export const deriveStandard = calculation({
  summary: "one market of a Derive StandardManager account",
  example: {
    snapshot: {
      timestamp: 1_707_998_399,
      params: {
        OptionMarginParams: {
          maxSpotReq: 0.15,
          minSpotReq: 0.13,
          mmCallSpotReq: 0.09,
          mmPutSpotReq: 0.09,
          MMPutMtMReq: 0.09,
          unpairedIMScale: 1.2,
          unpairedMMScale: 1.1,
          mmOffsetScale: 1.05,
        },
        PerpMarginRequirements: { mmPerpReq: 0.065, imPerpReq: 0.1 },
        BaseMarginParams: { marginFactor: 0.75, IMScale: 0.93 },
        OracleContingencyParams: {
          perpThreshold: 0.55,
          optionThreshold: 0.55,
          baseThreshold: 0.55,
          OCFactor: 1,
        },
        DepegParams: { threshold: 0.99, depegFactor: 2 },
      },
      spot: 52_276.84,
      spotConfidence: 1,
      stable: 0.9998826056043564,
      perp: { price: 52_300, confidence: 1 },
      expiries: {
        "1708675200": {
          forward: 52_383.07444318447,
          forwardConfidence: 1,
          volConfidence: 0.95,
          vols: { "52000": 0.5282469677427938 },
        },
      },
    },
    legs: [[1_708_675_200, 52_000, true, -1]],
    perp: 0.5,
    perpEntry: 50_000,
    cash: 10_000,
  },
  input: deriveStandardInput,
  output: deriveBalancesSchema,
  open: () => ({ run: runDeriveStandard }),
});
