import { api3OevExtensionAbi, api3ServerAbi } from "../../../abis/api3.ts";
import { api3 } from "../../catalog/api3.ts";
import { mapChains } from "../../catalog/byChain.ts";
import { oracleStartBlock } from "../../catalog/deployments.ts";

/** API3's server and its extension for auctioned updates. Consumers read proxies, which log nothing. */
export function api3Contracts(from: (startBlock: number) => number) {
  const at = (address: (typeof api3)[keyof typeof api3]) =>
    mapChains(oracleStartBlock, (startBlock) => ({ address, startBlock: from(startBlock) }));
  return {
    Api3Server: { abi: api3ServerAbi, chain: at(api3.server) },
    Api3OevExtension: { abi: api3OevExtensionAbi, chain: at(api3.oevExtension) },
  };
}
