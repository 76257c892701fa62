import { z } from "zod";
import { ClearspanError } from "../../errors.ts";
import type { FeedProfile } from "../checks/profile.ts";

const name = z.string().min(1).max(128);

/** The JSON of feed profiles, as `--feeds file.json` holds them. Left out: an oracle without promises, its own asset. */
export const feedProfileSchema = z.strictObject({
  feed: name,
  chainId: z.int().nonnegative(),
  source: name.optional(),
  asset: name.optional().describe("what is priced, e.g. ETH/USD; the feed's name when absent"),
  family: name
    .optional()
    .describe("the operator, e.g. chainlink; the source, else the feed's name when absent"),
  kind: z.enum(["oracle", "market", "pool", "sequencer"]).default("oracle"),
  heartbeatSeconds: z.number().positive().nullable().default(null),
  deviation: z.number().min(0).max(1).default(0).describe("move that forces an update, as a fraction"),
  graceSeconds: z.number().nonnegative().optional(),
  minAnswer: z.number().optional(),
  maxAnswer: z.number().optional(),
  maxConfidence: z.number().positive().optional(),
  peg: z
    .strictObject({ target: z.number().positive(), side: z.enum(["both", "downside"]).default("both") })
    .optional(),
  rateBound: z
    .strictObject({
      maxYearlyGrowth: z.number().nonnegative(),
      snapshotRatio: z.number().positive().optional(),
      snapshotTime: z.number().nonnegative().optional(),
    })
    .optional(),
  isTail: z.boolean().optional(),
});

/**
 * Feed profiles from JSON: a list, or an object with a list in `feeds`.
 * @throws ClearspanError BAD_USER_INPUT that names every bad entry by its path, and feeds that are listed twice
 */
export function parseProfiles(json: unknown): FeedProfile[] {
  const list = z.union([z.array(feedProfileSchema), z.object({ feeds: z.array(feedProfileSchema) })]);
  const parsed = list.safeParse(json);
  if (!parsed.success) {
    const lists = Array.isArray(json)
      ? z.array(feedProfileSchema)
      : z.object({ feeds: z.array(feedProfileSchema) });
    const issues = lists.safeParse(json).error?.issues ?? parsed.error.issues;
    throw badProfiles(issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  }
  const entries = Array.isArray(parsed.data) ? parsed.data : parsed.data.feeds;
  const seen = new Set<string>();
  const twice: string[] = [];
  const profiles = entries.map((entry, i) => {
    const key = JSON.stringify([entry.chainId, entry.feed, entry.source]);
    if (seen.has(key)) twice.push(`${i}: ${entry.feed} on chain ${entry.chainId} is listed twice`);
    seen.add(key);
    return toProfile(entry);
  });
  if (twice.length > 0) throw badProfiles(twice);
  return profiles;
}

function toProfile(entry: z.infer<typeof feedProfileSchema>): FeedProfile {
  const { asset, family, ...rest } = entry;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const profile: FeedProfile = {
    ...(given as Omit<FeedProfile, "asset" | "family">),
    asset: asset ?? entry.feed,
    family: family ?? entry.source ?? entry.feed,
  };
  return profile;
}

function badProfiles(details: readonly string[]): ClearspanError {
  return new ClearspanError("BAD_USER_INPUT", "The feed profiles are not valid.", {
    details: details.join("\n"),
  });
}
