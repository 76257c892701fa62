import { type Address, zeroAddress } from "viem";
import { type DeriveMarket, deriveMarketOf, deriveMarketOfLibrary } from "../../catalog/deriveMarkets.ts";
import type { Fact } from "../../ledger/facts.ts";
import { DECIMALS, DERIVE_V2, parameters, portfolioName } from "./names.ts";
import { parameter } from "./parameters.ts";
import { lower } from "./units.ts";

/** Fields of the parameter structs that count seconds: printed with 18 decimals they read as 0.0000000000000864. */
const SECONDS = new Set(["dteFloor"]);

type Struct = Readonly<Record<string, bigint | boolean>>;

/**
 * One parameter a field of a library's struct, named after the ABI's group and field.
 * Values are taken as logged: from 2025-06-09 to 2026-01-08 the chain itself held the long and short static discounts
 * the wrong way round, and its results of that time reproduce only with them.
 */
export function libraryParameters(library: Address, group: string, fields: Struct): Fact[] {
  return forMarket(deriveMarketOfLibrary(library), library, ({ marketId }) =>
    Object.entries(fields).map(([field, value]) => {
      const isWhole = typeof value === "boolean" || SECONDS.has(field);
      const name = portfolioName(library, group, field);
      return parameter(marketId, name, BigInt(value), isWhole ? 0 : DECIMALS);
    }),
  );
}

/** Terms of one coin as collateral under a library. */
export function collateralParameters(library: Address, event: { asset: Address; params: Struct }): Fact[] {
  return libraryParameters(library, `collateral.${lower(event.asset)}`, event.params);
}

/** The scenario grid of a manager. Rows beyond the new count stay behind: `scenario.count` says how many hold. */
export function scenariosUpdated(
  role: "pmrm" | "pmrm2",
  manager: Address,
  scenarios: readonly { spotShock: bigint; volShock: number; dampeningFactor?: bigint }[],
): Fact[] {
  const name = (field: string) => portfolioName(manager, "scenario", field);
  return forMarket(deriveMarketOf(role, manager), manager, ({ marketId }) => [
    parameter(marketId, name("count"), BigInt(scenarios.length), 0),
    ...scenarios.flatMap(({ spotShock, volShock, dampeningFactor }, i) => [
      parameter(marketId, name(`${i}.spotShock`), spotShock),
      parameter(marketId, name(`${i}.volShock`), BigInt(volShock), 0),
      ...(dampeningFactor === undefined
        ? []
        : [parameter(marketId, name(`${i}.dampeningFactor`), dampeningFactor)]),
    ]),
  ]);
}

/**
 * One account gets another parameter library; the zero address gives it its manager's again. A library that the
 * catalog does not list is not indexed: its parameters stay unknown, which is reported.
 */
export function libOverrideUpdated(event: { accountId: bigint; libOverride: Address }): Fact[] {
  const { accountId, libOverride } = event;
  const facts: Fact[] = [parameter(accountId.toString(), parameters.libOverride, BigInt(libOverride), 0)];
  const isIndexed = libOverride === zeroAddress || deriveMarketOfLibrary(libOverride) !== undefined;
  return isIndexed ? facts : [...facts, unknownContract(libOverride)];
}

function forMarket(
  market: DeriveMarket | undefined,
  contract: Address,
  facts: (market: DeriveMarket) => Fact[],
): Fact[] {
  return market === undefined ? [unknownContract(contract)] : facts(market);
}

function unknownContract(contract: Address): Fact {
  return {
    kind: "integrity",
    venue: DERIVE_V2,
    subject: lower(contract),
    rule: "library-unknown",
    message: `${lower(contract)} sets margin parameters, but the catalog gives it no market`,
    evidence: { contract: lower(contract) },
  };
}
