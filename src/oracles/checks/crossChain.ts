import type { CrossSourceParameters } from "./crossSource.ts";
import type { RuleIdentity } from "./rule.ts";

/**
 * The same asset in the same oracle family differs between chains: one chain's feed hangs, or its aggregator differs. Looked
 * at across chains only, so on the read side and never while indexing. Two looks in a row open it.
 *
 * Definition: |p_A / p_B - 1| > b_A + b_B + 0.5 % with both fresh; with three or more chains each against the median of the
 * others. Critical past twice the limit. The bands differ a lot: ETH/USD 0.5 % on Ethereum, 0.05 % on Arbitrum, 0.15 % on
 * Base, 0.1 % on Polygon. Source: own definition; margin twice that of the cross-source rule, because transmissions of one
 * family to several chains are minutes apart in a fast market.
 */
export const crossChain: RuleIdentity & { readonly parameters: CrossSourceParameters } = {
  name: "cross-chain-divergence",
  openAfter: 2,
  closeAfter: 3,
  parameters: { margin: 0.005, madFactor: 5 },
};
