import { createConfig } from "ponder";
import { type ChainName, chainNames, chains } from "./src/catalog/chains.ts";
import { validateCatalog } from "./src/catalog/validate.ts";
import { readEnvironment, rpcVariable } from "./src/env.ts";
import { keepIndexed, onIndexedChains } from "./src/indexedChains.ts";
import { uniswapV3Contracts } from "./src/liquidity/uniswap-v3/contracts.ts";
import { uniswapV4Contracts } from "./src/liquidity/uniswap-v4/contracts.ts";
import { oracleBlocks } from "./src/oracles/blocks.ts";
import { oracleContracts } from "./src/oracles/contracts.ts";
import { assertChainId } from "./src/rpc.ts";
import { deriveV2Contracts } from "./src/venues/derive-v2/contracts.ts";
import { gmxV2Contracts } from "./src/venues/gmx-v2/contracts.ts";

const environment = readEnvironment(process.env);
validateCatalog();
const indexed = new Set<string>(Object.keys(environment.rpcUrls));
await Promise.all(
  chainNames.flatMap((chain) =>
    (environment.rpcUrls[chain] ?? []).map((url) => assertChainId(url, chains[chain].id, rpcVariable(chain))),
  ),
);

/** Local chains are young: their logs start at the first block. */
const from = (startBlock: number) => (environment.localChains ? 0 : startBlock);

/** How Ponder reaches a chain. The requests of a local chain are not worth keeping. */
function connection(chain: ChainName) {
  const ws = environment.headUrls[chain];
  return {
    rpc: environment.rpcUrls[chain],
    ...(ws === undefined ? {} : { ws }),
    disableCache: environment.localChains,
  };
}

const everyChain = {
  arbitrum: { id: chains.arbitrum.id, ...connection("arbitrum") },
  avalanche: { id: chains.avalanche.id, ...connection("avalanche") },
  derive: { id: chains.derive.id, ...connection("derive") },
  ethereum: { id: chains.ethereum.id, ...connection("ethereum") },
  optimism: { id: chains.optimism.id, ...connection("optimism") },
  base: { id: chains.base.id, ...connection("base") },
  polygon: { id: chains.polygon.id, ...connection("polygon") },
};

export default createConfig({
  ordering: "multichain",
  ...(environment.pgliteDirectory === undefined
    ? {}
    : { database: { kind: "pglite" as const, directory: environment.pgliteDirectory } }),
  chains: keepIndexed(everyChain, indexed),
  contracts: onIndexedChains(
    {
      ...gmxV2Contracts(from),
      ...deriveV2Contracts(from),
      ...oracleContracts(from),
      ...uniswapV3Contracts(from),
      ...uniswapV4Contracts(from),
    },
    indexed,
  ),
  blocks: onIndexedChains(oracleBlocks(environment.localChains), indexed),
});
