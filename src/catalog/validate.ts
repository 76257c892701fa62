import { isAddress } from "viem";
import { z } from "zod";
import { ClearspanError } from "../errors.ts";
import { assets } from "./assets.ts";
import { chains } from "./chains.ts";
import { deriveV2, gmxV2EventEmitter } from "./deployments.ts";
import { chainlinkFeeds } from "./feeds.ts";

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

const feed = z.object({
  asset,
  quote: z.literal("USD"),
  proxy: address,
  aggregators: z
    .array(z.object({ address, decimals: z.int().min(0).max(36) }))
    .min(1, "must name at least one aggregator: the proxy logs nothing itself"),
  heartbeatSeconds: z.int().positive(),
  deviation: z.number().min(0).max(1),
});

const catalogShape = z.object({
  chains: z.record(z.string(), z.object({ id: z.int().positive(), label: z.string().min(1) })),
  gmxV2EventEmitter: z.record(chainName, z.object({ address, startBlock: z.int().nonnegative() })),
  deriveV2: z.object({
    startBlock: z.int().nonnegative(),
    subAccounts: address,
    matching: address,
    cash: address,
    standardManager: address,
    dutchAuction: address,
    stableFeed: address,
  }),
  chainlinkFeeds: z.record(chainName, z.array(feed)),
});

/**
 * Checks the catalog's data before anything is indexed with it.
 * @throws ClearspanError CONFIG_INVALID that names every bad entry by its path and how to mend it
 */
export function validateCatalog(
  catalog: unknown = { chains, gmxV2EventEmitter, deriveV2, chainlinkFeeds },
): void {
  const parsed = catalogShape.safeParse(catalog);
  const problems = parsed.success
    ? duplicates(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  if (problems.length > 0) {
    throw new ClearspanError("CONFIG_INVALID", "The catalog in src/catalog is not valid.", {
      details: problems.join("\n"),
    });
  }
}

function duplicates(catalog: z.infer<typeof catalogShape>): string[] {
  const ids = Object.entries(catalog.chains).map(([name, { id }]) => ({
    path: `chains.${name}.id`,
    key: `${id}`,
  }));
  const aggregators = Object.entries(catalog.chainlinkFeeds).flatMap(([chain, feeds]) =>
    feeds.flatMap((one, i) =>
      one.aggregators.map((aggregator) => ({
        path: `chainlinkFeeds.${chain}.${i}`,
        key: `${chain}:${aggregator.address.toLowerCase()}`,
      })),
    ),
  );
  return [ids, aggregators].flatMap((entries) =>
    entries
      .filter(({ key }, i) => entries.findIndex((other) => other.key === key) < i)
      .map(({ path, key }) => `${path}: ${key} is listed twice`),
  );
}
