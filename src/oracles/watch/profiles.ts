import { z } from "zod";
import { ClearspanError } from "../../errors.ts";
import type { ListedProfile } from "./listedProfile.ts";
import { pairIn, pegIn } from "./pairName.ts";

const name = z.string().min(1).max(128);

/** What is known of a feed. Left out: an oracle without promises, its own asset, on any chain, with the peg its name states. */
const feedParameters = {
  chainId: z.int().nonnegative().nullable().default(null).describe("null: wherever the feed speaks"),
  source: name
    .optional()
    .describe("one publisher; when absent the profile holds for each publisher of the feed, watched alone"),
  asset: name
    .optional()
    .describe("what is priced; the pair in the feed's name when absent, else the whole name"),
  family: name
    .optional()
    .describe("the operator, e.g. chainlink; the source, else the feed's name when absent"),
  kind: z.enum(["oracle", "market", "pool", "sequencer"]).default("oracle"),
  heartbeatSeconds: z.number().positive().nullable().optional(),
  heartbeat: z.number().positive().optional().describe("the same, as Chainlink's directory calls it"),
  deviation: z.number().min(0).max(1).optional().describe("move that forces an update, as a fraction"),
  threshold: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe("the same in per cent, as Chainlink's directory has it"),
  graceSeconds: z.number().nonnegative().optional(),
  minAnswer: z.number().optional(),
  maxAnswer: z.number().optional(),
  maxConfidence: z.number().positive().optional(),
  peg: z
    .strictObject({ target: z.number().positive(), side: z.enum(["both", "downside"]).default("both") })
    .nullable()
    .optional()
    .describe("null: none, whatever the name states"),
  rateBound: z
    .strictObject({
      maxYearlyGrowth: z.number().nonnegative(),
      snapshotRatio: z.number().positive().optional(),
      snapshotTime: z.number().nonnegative().optional(),
    })
    .optional(),
  isTail: z.boolean().optional(),
};

const feedEntry = z.strictObject({ feed: name, ...feedParameters });
const entries = z.array(feedEntry);

/** The JSON of feed profiles, as `--feeds file.json` holds them: a list, one in `feeds`, or parameters by feed name. */
export const feedProfilesSchema = z.union([
  entries,
  z.strictObject({ feeds: entries }),
  z.record(name, z.strictObject(feedParameters)),
]);

/**
 * Feed profiles from JSON.
 * @throws ClearspanError BAD_USER_INPUT that names every bad entry by its path, and feeds that are listed twice
 */
export function parseProfiles(json: unknown): ListedProfile[] {
  const list = entriesOf(json);
  const parsed = entries.safeParse(list.entries);
  if (!parsed.success) {
    throw badProfiles(
      parsed.error.issues.map(({ path: [first, ...rest], message }) => {
        const at = typeof first === "number" ? list.nameOf(first) : "the profiles";
        return `${[at, ...rest].join(".")}: ${message}`;
      }),
    );
  }
  const seen = new Set<string>();
  const twice: string[] = [];
  const profiles = parsed.data.map((entry, i) => {
    const key = JSON.stringify([entry.chainId, entry.feed, entry.source]);
    if (seen.has(key))
      twice.push(`${list.nameOf(i)}: ${entry.feed} on chain ${entry.chainId} is listed twice`);
    seen.add(key);
    return toProfile(entry);
  });
  if (twice.length > 0) throw badProfiles(twice);
  return profiles;
}

/** The entries of any of the three forms, and what to call the i-th of them in a message. */
function entriesOf(json: unknown): { entries: unknown; nameOf: (i: number) => string } {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return { entries: json, nameOf: String };
  }
  const fields: Readonly<Record<string, unknown>> = { ...json };
  if (Array.isArray(fields.feeds)) return { entries: fields.feeds, nameOf: (i) => `feeds.${i}` };
  const names = Object.keys(fields);
  const byName = names.map((feed) =>
    typeof fields[feed] === "object" && fields[feed] !== null ? { feed, ...fields[feed] } : fields[feed],
  );
  return { entries: byName, nameOf: (i) => names[i] ?? String(i) };
}

function toProfile(entry: z.infer<typeof feedEntry>): ListedProfile {
  const { feed, kind, chainId, asset = pairIn(feed)?.pair ?? feed, source, family, peg, ...rest } = entry;
  const { heartbeat, threshold, heartbeatSeconds, deviation, ...others } = rest;
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  const held = peg === undefined ? pegIn(asset) : peg;
  const profile = {
    feed,
    kind,
    asset,
    ...(source === undefined ? {} : { source }),
    family: family ?? source ?? feed,
    heartbeatSeconds: heartbeatSeconds ?? heartbeat ?? null,
    deviation: deviation ?? (threshold ?? 0) / 100,
    ...given,
    ...(held === undefined || held === null ? {} : { peg: held }),
  };
  return chainId === null ? { ...profile, chainId } : { ...profile, chainId };
}

function badProfiles(details: readonly string[]): ClearspanError {
  return new ClearspanError("BAD_USER_INPUT", "The feed profiles are not valid.", {
    details: details.join("\n"),
  });
}
