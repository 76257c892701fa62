import { BASIS, CONTINGENCY, MARGIN, SKEW } from "../../../../engine/margin/derive/pm2Members.ts";
import type { Pm2Parameters } from "../../../../engine/margin/derive/pm2Parameters.ts";
import type { PmrmParameters } from "../../../../engine/margin/derive/pmrmParameters.ts";
import { type Scenario, VOL_SHOCKS } from "../../../../engine/margin/derive/scenario.ts";
import { fail, ok, type Result } from "../../../../engine/result.ts";
import type { DeriveMarket } from "../../../catalog/deriveMarkets.ts";
import { parameters, portfolioName } from "../../../venues/derive-v2/names.ts";
import { deployedPmrm } from "./deployedPmrm.ts";
import { DEPLOYED_AT } from "./deployedStandard.ts";
import type { Holdings } from "./holdings.ts";
import type { Source } from "./quotes.ts";

/** Reads parameters of one contract by group and field, and remembers which were missing. */
interface Reader {
  readonly missing: string[];
  field(group: string, field: string): number;
  /** Several fields of a group; `renamed` where the engine's name is not the ABI's. */
  fields<Name extends string>(
    group: string,
    names: readonly Name[],
    renamed?: Readonly<Partial<Record<Name, string>>>,
  ): Record<Name, number>;
}

function reader({ lookup }: Source, marketId: string, contract: string): Reader {
  const missing: string[] = [];
  const field = (group: string, name: string): number => {
    const value = lookup.parameter(marketId, portfolioName(contract, group, name));
    if (value === undefined) missing.push(`${group}.${name}`);
    return value ?? Number.NaN;
  };
  return {
    missing,
    field,
    fields: <Name extends string>(
      group: string,
      names: readonly Name[],
      renamed?: Readonly<Partial<Record<Name, string>>>,
    ) =>
      Object.fromEntries(names.map((name) => [name, field(group, renamed?.[name] ?? name)])) as Record<
        Name,
        number
      >,
  };
}

const VOL_SHOCK = [
  "volRangeUp",
  "volRangeDown",
  "shortTermPower",
  "longTermPower",
  "minVolUpShock",
  "dteFloorSeconds",
] as const;
const CONTINGENCY_ABI = {
  mmPerpPercent: "MMPerpPercent",
  imPerpPercent: "IMPerpPercent",
  mmOptionPercent: "MMOptionPercent",
  imOptionPercent: "IMOptionPercent",
};

/**
 * All rules of the second portfolio margin for one account: its manager's scenarios and the parameters of its library,
 * which is the market's own unless the account was given another. There is no fallback: the values change too often.
 */
export function pm2Parameters(
  source: Source,
  holdings: Holdings,
  market: DeriveMarket,
): Result<Pm2Parameters> {
  const { marketId } = market;
  const library = libraryOf(source, holdings, market);
  const read = reader(source, marketId, library);
  const grid = scenarios(source, marketId, market.pmrm2 ?? "");
  const collaterals: Record<string, Pm2Parameters["collaterals"][string]> = {};
  for (const { assetId } of holdings.coins) {
    const group = `collateral.${assetId}`;
    if (read.field(group, "isEnabled") !== 1) continue;
    collaterals[assetId] = {
      mmHaircut: read.field(group, "MMHaircut"),
      imHaircut: read.field(group, "IMHaircut"),
      isRiskCancelling: read.field(group, "isRiskCancelling") === 1,
    };
  }
  const found: Pm2Parameters = {
    scenarios: grid ?? [],
    margin: read.fields("margin", MARGIN),
    volShock: read.fields("volShock", VOL_SHOCK, { dteFloorSeconds: "dteFloor" }),
    basis: read.fields("basisContingency", BASIS, {
      addFactor: "basisContAddFactor",
      multFactor: "basisContMultFactor",
    }),
    contingency: read.fields("otherContingency", CONTINGENCY, CONTINGENCY_ABI),
    skew: read.fields("skewShock", SKEW),
    collaterals,
  };
  const missing = [...(grid === null ? ["scenarios"] : []), ...read.missing];
  if (missing.length === 0) return ok(found);
  const [first] = missing;
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
  return fail({
    code: "MISSING_PARAMETER",
    subject: holdings.setId,
    message: `portfolio margin of account ${holdings.account.account} needs ${first}${others} of library ${library}, which was not indexed`,
  });
}

/** The rules of the first portfolio margin. Its library logs nothing, so all but the scenarios are as read by calls. */
export function pmrmParameters(source: Source, market: DeriveMarket): PmrmParameters {
  const subject = source.lookup.marketSubject(market.marketId);
  const message = `the library of the ${market.name} portfolio manager logs no parameters: the values read on chain on ${DEPLOYED_AT} are used`;
  source.findings.report("MISSING_PARAMETER", subject, message);
  const indexed = scenarios(source, market.marketId, market.pmrm ?? "");
  return indexed === null ? deployedPmrm : { ...deployedPmrm, scenarios: indexed };
}

function libraryOf({ lookup }: Source, holdings: Holdings, market: DeriveMarket): string {
  const override = lookup.rawParameter(holdings.account.account, parameters.libOverride) ?? 0n;
  if (override === 0n) return (market.pmrmLib2 ?? "").toLowerCase();
  return `0x${override.toString(16).padStart(40, "0")}`;
}

/** A manager's scenario grid; null unless all of it was indexed. */
function scenarios(source: Source, marketId: string, manager: string): Scenario[] | null {
  const read = reader(source, marketId, manager);
  const count = source.lookup.parameter(marketId, portfolioName(manager, "scenario", "count"));
  if (count === undefined) return null;
  const grid = Array.from({ length: count }, (_, i): Scenario => {
    const dampening = portfolioName(manager, "scenario", `${i}.dampeningFactor`);
    return {
      spotShock: read.field("scenario", `${i}.spotShock`),
      volShock: VOL_SHOCKS[read.field("scenario", `${i}.volShock`)] ?? "none",
      // The first portfolio margin counts every scenario in full and logs no factor.
      dampening: source.lookup.parameter(marketId, dampening) ?? 1,
    };
  });
  return read.missing.length === 0 ? grid : null;
}
