import * as z from "zod";
import { createDetector } from "../../src/oracles/watch/detect.ts";
import { feedProfilesSchema, parseProfiles } from "../../src/oracles/watch/profiles.ts";
import type { LineCalculation } from "../lineCalculation.ts";
import { number, text } from "../schema/primitives.ts";

const decimal = (description: string) => z.union([z.number(), z.string()]).describe(description);
const feed = text("name of the feed");
const chainId = z.int().nonnegative().describe("0 for a market off chain");
const time = number("Unix seconds, on the publisher's clock");
const source = text("the aggregator, or the publisher where several report under one name").nullish();

export const updateSchema = z
  .object({
    feed,
    chainId,
    time,
    price: decimal("in units of the quote; a negative price is looked at, not refused"),
    confidence: decimal("one standard deviation, in units of the quote").nullish(),
    round: z
      .union([z.number(), z.string()])
      .describe("a proxy's round may be a number past 2^53: it is read from its digits")
      .nullish(),
    observations: z.array(decimal("in units of the quote")).describe("every node's answer").nullish(),
    source,
    marketPrice: decimal("the market's price at the same moment").nullish(),
    seenAt: number("Unix seconds at which the chain saw it").nullish(),
    windowSeconds: number("averaging window that a TWAP oracle really used").nullish(),
    depth: decimal("what it costs to move a pool by 2 %, in units of the quote").nullish(),
  })
  .meta({ title: "update" });

const configSchema = z
  .object({
    feed,
    chainId,
    time,
    source,
    config: z
      .record(z.string(), z.json())
      .describe(
        "changed fields; heartbeatSeconds, deviation, minAnswer, maxAnswer and rateBound take effect",
      ),
  })
  .meta({ title: "configuration change" });

const tickSchema = z
  .object({ tick: number("Unix seconds: the clock moves on, and silence is looked for") })
  .meta({ title: "clock" });

const found = { rule: text("name of the rule"), message: text("what was found, in one sentence") };
const anomalySchema = z
  .object({
    feed,
    chainId,
    source: z.string().optional(),
    ...found,
    severity: z.enum(["info", "warning", "critical"]),
    openedAt: time,
    closedAt: number("Unix seconds; absent while it is open").optional(),
    evidence: z.record(z.string(), z.json()).describe("`rounds`: the exact rounds; the rule's numbers"),
  })
  .meta({ title: "anomaly" });

const rejectedSchema = z
  .object({
    feed: z.string().nullable(),
    ...found,
    rule: z.literal("rejected"),
    severity: z.literal("warning"),
    openedAt: z.number().nullable(),
    evidence: z.object({
      line: z.int().describe("number of the input line, from 1"),
      code: z.enum(["NOT_JSON", "NOT_AN_OBJECT", "INVALID_FIELD", "UNKNOWN_FEED", "TOO_MANY_FEEDS"]),
      field: z.string().nullable(),
    }),
  })
  .meta({ title: "rejected line" });

/** The oracle watch on lines of JSON. */
export const detect: LineCalculation = {
  summary: "oracle anomalies in updates, line by line as they come",
  example: [
    { feed: "ETH/USD", chainId: 1, time: 1_700_000_000, price: 3000, round: 1 },
    { feed: "ETH/USD", chainId: 1, time: 1_700_003_600, price: 3_000_000, round: 2 },
  ],
  file: {
    flag: "feeds",
    summary: "feeds and their promises, a JSON list; without it every name is a feed that promises nothing",
    example: [{ feed: "ETH/USD", chainId: 1, family: "chainlink", heartbeatSeconds: 3600, deviation: 0.005 }],
    schema: feedProfilesSchema,
  },
  input: z.union([updateSchema, configSchema, tickSchema]),
  output: z.union([anomalySchema, rejectedSchema]),
  open: (feeds) => createDetector(feeds === undefined ? null : parseProfiles(feeds)),
};
