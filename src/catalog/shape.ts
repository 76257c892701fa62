import { isAddress } from "viem";
import { z } from "zod";
import { assets } from "./assets.ts";
import { chains } from "./chains.ts";

const address = z.string().refine((value) => isAddress(value), {
  error: (issue) =>
    `must be an address with a valid checksum, got "${String(issue.input)}": copy it again from the protocol's own deployment list`,
});
const asset = z.string().refine((symbol) => Object.hasOwn(assets, symbol), {
  error: (issue) => `unknown asset "${String(issue.input)}": add it to src/catalog/assets.ts`,
});
const chainName = z.string().refine((name) => Object.hasOwn(chains, name), {
  error: (issue) => `unknown chain "${String(issue.input)}": add it to src/catalog/chains.ts`,
});
/** A record by chain. Zod's own message for a bad key would not say what is wrong with it. */
const perChain = <Value extends z.ZodType>(value: Value) =>
  z.record(chainName, value, {
    error: (issue) => (issue.code === "invalid_key" ? issue.issues[0]?.message : undefined),
  });
const seconds = z.int().positive();
const blocks = z.int().positive();
const decimals = z.int().min(0).max(36);

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/, "must be 32 bytes in lower-case hexadecimal");
const deviation = z.number().min(0).max(1);

const chainlinkFeed = z.object({
  asset,
  quote: z.enum(["USD", "ETH"]),
  proxy: address,
  svrProxy: address.optional(),
  aggregators: z
    .array(
      z.object({
        address,
        decimals,
        minAnswer: z.number().positive().optional(),
        maxAnswer: z.number().positive().optional(),
      }),
    )
    .min(1, "must name at least one aggregator: the proxy logs nothing itself"),
  heartbeatSeconds: seconds.nullable(),
  deviation,
});

const deriveMarket = z.object({
  marketId: z.string().regex(/^\d+$/, "must be the StandardManager's id as a decimal string"),
  name: z.string().min(1),
  underlying: asset,
  option: address.optional(),
  perp: address.optional(),
  base: address.optional(),
  spotFeed: address,
  forwardFeed: address.optional(),
  volFeed: address.optional(),
  perpFeed: address.optional(),
  impactAskFeed: address.optional(),
  impactBidFeed: address.optional(),
  rateFeed: address.optional(),
  staticRateFeed: address.optional(),
  pmrm: address.optional(),
  pmrm2: address.optional(),
  pmrmLib2: address.optional(),
  heartbeats: z.object({
    spot: seconds,
    forward: seconds.optional(),
    vol: seconds.optional(),
    perp: seconds.optional(),
    rate: seconds.optional(),
  }),
});

const gmxMarket = z.tuple([
  address,
  z.string().nullable(),
  z.string(),
  z.string(),
  z.number().positive().max(100),
  z.number().min(0).max(1),
]);

const poolToken = z.object({ address, asset, decimals });
const poolTokens = { token0: poolToken, token1: poolToken, fee: z.literal([100, 500, 3_000, 10_000]) };
const chainPools = z.object({
  swapStartBlock: z.int().nonnegative(),
  v3: z.object({
    startBlock: z.int().nonnegative(),
    pools: z.array(z.object({ address, ...poolTokens })).min(1, "must name at least one pool"),
  }),
  v4: z.object({
    poolManager: address,
    startBlock: z.int().nonnegative(),
    pools: z
      .array(z.object({ id: bytes32, ...poolTokens }))
      .min(1, "must name at least one pool: none would ask for every pool of the manager"),
  }),
});

/** What the data of src/catalog must look like. */
export const catalogShape = z.object({
  chains: z.record(
    z.string(),
    z.object({
      id: z.int().positive(),
      label: z.string().min(1),
      isOptional: z.boolean(),
      clockBlocks: blocks,
      phaseBlocks: blocks,
      graceSeconds: z.int().nonnegative(),
    }),
  ),
  gmxV2EventEmitter: perChain(z.object({ address, startBlock: z.int().nonnegative() })),
  gmxV2Tokens: perChain(z.record(z.string(), z.object({ address, asset, decimals }))),
  gmxV2Markets: perChain(z.array(gmxMarket)),
  deriveV2: z.object({
    startBlock: z.int().nonnegative(),
    subAccounts: address,
    matching: address,
    cash: address,
    standardManager: address,
    dutchAuction: address,
    stableFeed: address,
  }),
  deriveMarkets: z.array(deriveMarket),
  laterDerivePerps: z.array(address),
  deriveLibOverrides: z.array(z.object({ marketId: z.string(), library: address })),
  deriveStableFeed: z.object({ address, underlying: asset, heartbeatSeconds: seconds }),
  oracleStartBlock: perChain(blocks),
  chainlinkFeeds: perChain(z.array(chainlinkFeed)),
  sequencerFeeds: perChain(z.object({ proxy: address, aggregator: address })),
  pythContracts: perChain(
    z.object({
      contracts: z.array(address).min(1),
      pushes: z.array(z.object({ asset, heartbeatSeconds: seconds, deviation })),
    }),
  ),
  pythIds: z.array(z.object({ asset, id: bytes32 })),
  redstoneAdapters: perChain(
    z.object({
      adapter: address,
      feeds: z.array(
        z.object({ asset, name: z.string().min(1).max(32), heartbeatSeconds: seconds, deviation }),
      ),
    }),
  ),
  chronicleFeeds: perChain(
    z.array(
      z.object({
        asset,
        quote: z.enum(["USD", "ETH", "USDC"]),
        address,
        challengeSeconds: seconds.nullable(),
      }),
    ),
  ),
  api3: z.object({ server: address, oevExtension: address }),
  api3Assets: z.array(asset),
  uniswapPools: perChain(chainPools),
});

export type Catalog = z.infer<typeof catalogShape>;
