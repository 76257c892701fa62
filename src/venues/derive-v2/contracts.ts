import { deriveCashAssetAbi } from "../../../abis/deriveCashAsset.ts";
import { deriveForwardFeedAbi } from "../../../abis/deriveForwardFeed.ts";
import { deriveLightAccountAbi } from "../../../abis/deriveLightAccount.ts";
import { deriveMatchingAbi } from "../../../abis/deriveMatching.ts";
import { derivePerpAssetAbi } from "../../../abis/derivePerpAsset.ts";
import { derivePmrmAbi } from "../../../abis/derivePmrm.ts";
import { derivePmrm2Abi } from "../../../abis/derivePmrm2.ts";
import { derivePmrmLib2Abi } from "../../../abis/derivePmrmLib2.ts";
import { deriveRateFeedAbi } from "../../../abis/deriveRateFeed.ts";
import { deriveSpotDiffFeedAbi } from "../../../abis/deriveSpotDiffFeed.ts";
import { deriveSpotFeedAbi } from "../../../abis/deriveSpotFeed.ts";
import { deriveStandardManagerAbi } from "../../../abis/deriveStandardManager.ts";
import { deriveStaticRateFeedAbi } from "../../../abis/deriveStaticRateFeed.ts";
import { deriveSubAccountsAbi } from "../../../abis/deriveSubAccounts.ts";
import { deriveVolFeedAbi } from "../../../abis/deriveVolFeed.ts";
import { deriveV2 } from "../../catalog/deployments.ts";
import {
  deriveAddresses,
  deriveLibOverrides,
  derivePmrm2StartBlock,
  deriveStableFeed,
  laterDerivePerps,
} from "../../catalog/deriveMarkets.ts";

/**
 * The indexed contracts of Derive v2. Assets and feeds are deployed by hand, without a factory, so their addresses are
 * catalog data. Wallets are the exception: every owner has one, so they are found by event signature on the chain.
 * `from` maps a deployment's first block to the block at which indexing starts.
 */
export function deriveV2Contracts(from: (startBlock: number) => number) {
  const chain = "derive" as const;
  const startBlock = from(deriveV2.startBlock);
  const pmrm2StartBlock = from(derivePmrm2StartBlock);
  return {
    DeriveSubAccounts: { abi: deriveSubAccountsAbi, chain, address: deriveV2.subAccounts, startBlock },
    DeriveMatching: { abi: deriveMatchingAbi, chain, address: deriveV2.matching, startBlock },
    DeriveCash: { abi: deriveCashAssetAbi, chain, address: deriveV2.cash, startBlock },
    DeriveStandardManager: {
      abi: deriveStandardManagerAbi,
      chain,
      address: deriveV2.standardManager,
      startBlock,
    },
    DerivePmrm: { abi: derivePmrmAbi, chain, address: deriveAddresses("pmrm"), startBlock },
    DerivePmrm2: {
      abi: derivePmrm2Abi,
      chain,
      address: deriveAddresses("pmrm2"),
      startBlock: pmrm2StartBlock,
    },
    DerivePmrmLib2: {
      abi: derivePmrmLib2Abi,
      chain,
      address: [...deriveAddresses("pmrmLib2"), ...deriveLibOverrides.map(({ library }) => library)],
      startBlock: pmrm2StartBlock,
    },
    DerivePerp: {
      abi: derivePerpAssetAbi,
      chain,
      address: [...deriveAddresses("perp"), ...laterDerivePerps],
      startBlock,
    },
    DeriveSpotFeed: {
      abi: deriveSpotFeedAbi,
      chain,
      address: [...new Set([...deriveAddresses("spotFeed"), deriveStableFeed.address])],
      startBlock,
    },
    DeriveForwardFeed: {
      abi: deriveForwardFeedAbi,
      chain,
      address: deriveAddresses("forwardFeed"),
      startBlock,
    },
    DeriveVolFeed: { abi: deriveVolFeedAbi, chain, address: deriveAddresses("volFeed"), startBlock },
    DeriveSpotDiffFeed: {
      abi: deriveSpotDiffFeedAbi,
      chain,
      address: [
        ...deriveAddresses("perpFeed"),
        ...deriveAddresses("impactAskFeed"),
        ...deriveAddresses("impactBidFeed"),
      ],
      startBlock,
    },
    DeriveRateFeed: {
      abi: deriveRateFeedAbi,
      chain,
      address: deriveAddresses("rateFeed"),
      startBlock: pmrm2StartBlock,
    },
    DeriveStaticRateFeed: {
      abi: deriveStaticRateFeedAbi,
      chain,
      address: deriveAddresses("staticRateFeed"),
      startBlock,
    },
    DeriveLightAccount: { abi: deriveLightAccountAbi, chain, startBlock },
  };
}
