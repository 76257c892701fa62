import { ClearspanError } from "../errors.ts";
import { api3, api3Assets } from "./api3.ts";
import { sequencerFeeds } from "./chainlink/sequencers.ts";
import { chains } from "./chains.ts";
import { chronicleFeeds } from "./chronicle.ts";
import { deriveV2, gmxV2EventEmitter, oracleStartBlock } from "./deployments.ts";
import { deriveLibOverrides, deriveMarkets, deriveStableFeed, laterDerivePerps } from "./deriveMarkets.ts";
import { duplicates } from "./duplicates.ts";
import { chainlinkFeeds } from "./feeds.ts";
import { uniswapPools } from "./pools.ts";
import { pythContracts, pythIds } from "./pyth.ts";
import { redstoneAdapters } from "./redstone.ts";
import { danglingNames } from "./references.ts";
import { catalogShape } from "./shape.ts";
import { gmxArbitrumMarkets } from "./tokens/gmxArbitrumMarkets.ts";
import { gmxArbitrumTokens } from "./tokens/gmxArbitrumTokens.ts";
import { gmxAvalancheMarkets } from "./tokens/gmxAvalancheMarkets.ts";
import { gmxAvalancheTokens } from "./tokens/gmxAvalancheTokens.ts";

/** All data of this folder. */
export const catalog = {
  chains,
  gmxV2EventEmitter,
  gmxV2Tokens: { arbitrum: gmxArbitrumTokens, avalanche: gmxAvalancheTokens },
  gmxV2Markets: { arbitrum: gmxArbitrumMarkets, avalanche: gmxAvalancheMarkets },
  deriveV2,
  deriveMarkets,
  laterDerivePerps,
  deriveLibOverrides,
  deriveStableFeed,
  oracleStartBlock,
  chainlinkFeeds,
  sequencerFeeds,
  pythContracts,
  pythIds,
  redstoneAdapters,
  chronicleFeeds,
  api3,
  api3Assets,
  uniswapPools,
} as const;

/**
 * Checks the catalog's data before anything is indexed with it.
 * @throws ClearspanError CONFIG_INVALID that names every bad entry by its path and how to mend it
 */
export function validateCatalog(data: unknown = catalog): void {
  const parsed = catalogShape.safeParse(data);
  const problems = parsed.success
    ? [...danglingNames(parsed.data), ...duplicates(parsed.data)]
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  if (problems.length > 0) {
    throw new ClearspanError("CONFIG_INVALID", "The catalog in src/catalog is not valid.", {
      details: problems.join("\n"),
    });
  }
}
