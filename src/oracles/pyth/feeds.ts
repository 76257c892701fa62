import type { Address, Hex } from "viem";
import { chainById } from "../../catalog/chains.ts";
import { type PythPush, pythContracts, pythIds } from "../../catalog/pyth.ts";
import type { PriceSource } from "../source.ts";

export const PYTH = "pyth";

const byChain: Readonly<Record<string, { contracts: readonly Address[]; pushes: readonly PythPush[] }>> =
  pythContracts;
const assetById = new Map<string, string>(pythIds.map(({ asset, id }) => [id, asset]));

/** The asset that a price id quotes in USD, or undefined when the catalog does not list it. */
export function assetOfPythId(id: Hex): string | undefined {
  return assetById.get(id.toLowerCase());
}

/**
 * Pyth's feeds of a chain: every id at every contract. A price moves only when somebody pays for the update, so a gap is
 * normal and there is no heartbeat, but for the few that Pyth's own pushers keep up on the present contract.
 */
export function pythSources(chainId: number): PriceSource[] {
  const name = chainById(chainId)?.name;
  const deployed = name === undefined ? undefined : byChain[name];
  if (deployed === undefined) return [];
  return deployed.contracts.flatMap((contract, i) =>
    pythIds.map(({ asset, id }) => {
      const push = i === 0 ? deployed.pushes.find((one) => one.asset === asset) : undefined;
      return {
        address: contract.toLowerCase() as Address,
        feedId: id,
        asset,
        quote: "USD",
        kind: "oracle",
        family: PYTH,
        heartbeatSeconds: push?.heartbeatSeconds ?? null,
        deviation: push?.deviation ?? 0,
      };
    }),
  );
}
