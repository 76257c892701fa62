import { createConfig } from "ponder";
import { chainNames, chains } from "./src/catalog/chains.ts";

import { validateCatalog } from "./src/catalog/validate.ts";
import { readEnvironment, rpcVariable } from "./src/env.ts";
import { oracleBlocks } from "./src/oracles/blocks.ts";
import { chainlinkContracts } from "./src/oracles/chainlink/contracts.ts";
import { assertChainId } from "./src/rpc.ts";
import { deriveV2Contracts } from "./src/venues/derive-v2/contracts.ts";
import { gmxV2Contracts } from "./src/venues/gmx-v2/contracts.ts";

const environment = readEnvironment(process.env);
validateCatalog();
await Promise.all(
  chainNames.flatMap((chain) =>
    environment.rpcUrls[chain]
      .filter((url) => url.startsWith("http"))
      .map((url) => assertChainId(url, chains[chain].id, rpcVariable(chain))),
  ),
);

/** Local chains are young: their logs start at the first block. */
const from = (startBlock: number) => (environment.localChains ? 0 : startBlock);

export default createConfig({
  ordering: "multichain",
  ...(environment.pgliteDirectory === undefined
    ? {}
    : { database: { kind: "pglite" as const, directory: environment.pgliteDirectory } }),
  chains: {
    arbitrum: {
      id: chains.arbitrum.id,
      rpc: environment.rpcUrls.arbitrum,
      disableCache: environment.localChains,
    },
    avalanche: {
      id: chains.avalanche.id,
      rpc: environment.rpcUrls.avalanche,
      disableCache: environment.localChains,
    },
    derive: { id: chains.derive.id, rpc: environment.rpcUrls.derive, disableCache: environment.localChains },
  },
  contracts: {
    ...gmxV2Contracts(from),
    ...deriveV2Contracts(from),
    ...chainlinkContracts(from),
  },
  blocks: oracleBlocks(environment.localChains),
});
