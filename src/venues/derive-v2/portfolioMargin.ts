import type { Address } from "viem";
import type { Fact, ParameterFact } from "../../ledger/facts.ts";
import { parameters } from "./names.ts";
import { parameter } from "./parameters.ts";
import { lower } from "./units.ts";

/** Fields of the parameter structs that count seconds: printed with 18 decimals they read as 0.0000000000000864. */
const SECONDS = new Set(["dteFloor"]);

/**
 * One parameter a field of a struct, named `<group>.<field>` after the ABI and scoped by the library's address: an
 * account can be given another library of the same market, so the market id would not tell them apart.
 * Values are taken as logged: from 2025-06-09 to 2026-01-08 the chain itself held the long and short static discounts
 * the wrong way round, and its results of that time reproduce only with them.
 */
export function structParameters(
  contract: Address,
  group: string,
  fields: Readonly<Record<string, bigint | boolean>>,
): ParameterFact[] {
  return Object.entries(fields).map(([field, value]) => {
    const decimals = typeof value === "boolean" || SECONDS.has(field) ? 0 : undefined;
    return parameter(lower(contract), `${group}.${field}`, BigInt(value), decimals);
  });
}

/** Terms of one coin as collateral under a library. */
export function collateralParameters(
  library: Address,
  event: { asset: Address; params: Readonly<Record<string, bigint | boolean>> },
): ParameterFact[] {
  return structParameters(library, `collateral.${lower(event.asset)}`, event.params);
}

/** The scenario grid of a manager. Rows beyond the new count stay behind: `scenario.count` says how many hold. */
export function scenariosUpdated(
  manager: Address,
  scenarios: readonly { spotShock: bigint; volShock: number; dampeningFactor?: bigint }[],
): ParameterFact[] {
  const scope = lower(manager);
  return [
    parameter(scope, parameters.scenarioCount, BigInt(scenarios.length), 0),
    ...scenarios.flatMap(({ spotShock, volShock, dampeningFactor }, i) => [
      parameter(scope, `scenario.${i}.spotShock`, spotShock),
      parameter(scope, `scenario.${i}.volShock`, BigInt(volShock), 0),
      ...(dampeningFactor === undefined
        ? []
        : [parameter(scope, `scenario.${i}.dampeningFactor`, dampeningFactor)]),
    ]),
  ];
}

/** One account gets another parameter library; the zero address gives it its manager's again. */
export function libOverrideUpdated(event: { accountId: bigint; libOverride: Address }): Fact[] {
  return [parameter(event.accountId.toString(), parameters.libOverride, BigInt(event.libOverride), 0)];
}

/** How many expiries an account may hold. */
export function maxExpiriesUpdated(manager: Address, event: { maxExpiries: bigint }): Fact[] {
  return [parameter(lower(manager), parameters.maxExpiries, event.maxExpiries, 0)];
}
