import type {
  DepegParameters,
  StandardParameters,
} from "../../../../engine/margin/derive/standardParameters.ts";
import type { Issue } from "../../../../engine/result.ts";
import { DERIVE_V2, parameters, VENUE_SCOPE } from "../../../venues/derive-v2/names.ts";
import {
  DEPLOYED_AT,
  deployedBases,
  deployedDepeg,
  deployedOptions,
  deployedOracle,
  deployedPerps,
} from "./deployedStandard.ts";
import type { Lookup } from "./lookup.ts";
import type { Source } from "./quotes.ts";

const NO_OPTIONS = {
  maxSpotReq: 0,
  minSpotReq: 0,
  mmCallSpotReq: 0,
  mmPutSpotReq: 0,
  mmPutMtmReq: 0,
  unpairedImScale: 0,
  unpairedMmScale: 0,
  mmOffsetScale: 0,
};
const NO_PERP = { mmReq: 0, imReq: 0 };
const NO_BASE = { marginFactor: 0, imScale: 0 };

/** Which rules of a market an account needs. */
export interface Needs {
  readonly options: boolean;
  readonly perp: boolean;
  readonly base: boolean;
}

/**
 * The StandardManager's rules of a market: as indexed, else as they were read on chain, with an issue; an issue alone
 * where neither is known. Rules that the account does not need stay zero and are never read.
 */
export function standardParameters(
  source: Source,
  marketId: string,
  needs: Needs,
): StandardParameters | Issue {
  const { option, perp, base } = parameters;
  const groups = {
    option: needs.options ? group(source, marketId, "option", option, deployedOptions) : NO_OPTIONS,
    perp: needs.perp ? group(source, marketId, "perp", perp, deployedPerps) : NO_PERP,
    base: needs.base ? group(source, marketId, "base", base, deployedBases) : NO_BASE,
  };
  if (groups.option === null || groups.perp === null || groups.base === null) {
    const missing = Object.entries(groups).flatMap(([name, rules]) => (rules === null ? [name] : []));
    return {
      code: "MISSING_PARAMETER",
      subject: source.lookup.marketSubject(marketId),
      message: `market ${marketId} has no ${missing.join(" and ")} margin rules, indexed or documented`,
    };
  }
  return {
    option: groups.option,
    perp: groups.perp,
    base: groups.base,
    oracle: oracleParameters(source, marketId),
  };
}

/** The depeg rule of the StandardManager. */
export function depegParameters(source: Source): DepegParameters {
  const known = readGroup(source.lookup, VENUE_SCOPE, parameters.depeg);
  if (known !== null) return known;
  warn(source, `${source.lookup.clock.chainId}:${DERIVE_V2}`, "the depeg rule was not indexed");
  return deployedDepeg;
}

/**
 * Thresholds of feed confidence. Their event names no market, so what it says cannot be used for one; it only shows
 * that some market's thresholds are no longer what was read on chain, and then every market's are in doubt.
 */
function oracleParameters(source: Source, marketId: string): StandardParameters["oracle"] {
  const last = readGroup(source.lookup, VENUE_SCOPE, parameters.oracle);
  const names = Object.keys(deployedOracle) as (keyof typeof deployedOracle)[];
  if (last !== null && names.some((name) => last[name] !== deployedOracle[name])) {
    warn(
      source,
      source.lookup.marketSubject(marketId),
      "the confidence thresholds of some market were changed, the event does not say whose",
    );
  }
  return deployedOracle;
}

function group<Name extends string>(
  source: Source,
  marketId: string,
  what: string,
  names: Readonly<Record<Name, string>>,
  deployed: Readonly<Record<string, Readonly<Record<Name, number>>>>,
): Readonly<Record<Name, number>> | null {
  const known = readGroup(source.lookup, marketId, names);
  if (known !== null) return known;
  const documented = deployed[marketId] ?? null;
  if (documented !== null) {
    const missing = `the ${what} margin rules of market ${marketId} were not indexed`;
    warn(source, source.lookup.marketSubject(marketId), missing);
  }
  return documented;
}

function readGroup<Name extends string>(
  lookup: Lookup,
  scope: string,
  names: Readonly<Record<Name, string>>,
): Readonly<Record<Name, number>> | null {
  const entries = Object.entries<string>(names).map(([field, name]) => [
    field,
    lookup.parameter(scope, name),
  ]);
  if (entries.some(([, value]) => value === undefined)) return null;
  return Object.fromEntries(entries) as Record<Name, number>;
}

function warn({ findings }: Source, subject: string, what: string): void {
  const message = `${what}: the values read on chain on ${DEPLOYED_AT} are used`;
  findings.report("MISSING_PARAMETER", subject, message);
}
