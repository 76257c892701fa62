import * as schema from "ponder:schema";
import { and, eq, gt, or } from "ponder";
import { z } from "zod";
import { ClearspanError } from "../../../errors.ts";
import { readConsistently } from "../../store/consistent.ts";
import type { ApiContext } from "../context.ts";
import { MAX_PAGE } from "../limits.ts";
import { asOfOnWire, rowOnWire } from "../wire.ts";

export const cursorShape = z.tuple([z.int(), z.string(), z.string(), z.string(), z.int()]);

interface AnomalyArgs {
  readonly severity?: "info" | "warning" | "critical" | null;
  readonly feed?: string | null;
  readonly chainId?: number | null;
  readonly open?: boolean | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** `oracleAnomalies`: one page in the order of the primary key, with a cursor that names the last row. */
export const anomalyResolvers = {
  Query: {
    oracleAnomalies: async (_: unknown, args: AnomalyArgs, { db }: ApiContext) => {
      const first = args.first ?? 50;
      if (first < 1 || first > MAX_PAGE) {
        throw new ClearspanError("LIMIT_EXCEEDED", `first must be between 1 and ${MAX_PAGE}, got ${first}.`);
      }
      const table = schema.oracleAnomaly;
      const filters = [
        args.severity ? eq(table.severity, args.severity) : undefined,
        args.feed ? eq(table.address, args.feed.toLowerCase() as `0x${string}`) : undefined,
        typeof args.chainId === "number" ? eq(table.chainId, args.chainId) : undefined,
        typeof args.open === "boolean" ? eq(table.isOpen, args.open) : undefined,
        args.after ? afterCursor(args.after) : undefined,
      ];
      const { clocks, value: rows } = await readConsistently(db, () =>
        db
          .select()
          .from(table)
          .where(and(...filters))
          .orderBy(table.chainId, table.address, table.feedId, table.rule, table.openedAt)
          .limit(first + 1),
      );
      const edges = rows.slice(0, first).map((row) => ({ cursor: cursorOf(row), node: rowOnWire(row) }));
      return {
        edges,
        pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null },
        asOf: clocks.map(asOfOnWire),
      };
    },
  },
};

function cursorOf(row: typeof schema.oracleAnomaly.$inferSelect): string {
  const key = [row.chainId, row.address, row.feedId, row.rule, row.openedAt];
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function afterCursor(cursor: string) {
  const [chainId, address, feedId, rule, openedAt] = parseCursor(cursor);
  const table = schema.oracleAnomaly;
  // Rows after the cursor in the order of the key: equal up to one column and greater in it.
  const sameFeed = [
    eq(table.chainId, chainId),
    eq(table.address, address as `0x${string}`),
    eq(table.feedId, feedId),
  ];
  const sameRule = [...sameFeed, eq(table.rule, rule)];
  return or(
    gt(table.chainId, chainId),
    and(eq(table.chainId, chainId), gt(table.address, address as `0x${string}`)),
    and(eq(table.chainId, chainId), eq(table.address, address as `0x${string}`), gt(table.feedId, feedId)),
    and(...sameFeed, gt(table.rule, rule)),
    and(...sameRule, gt(table.openedAt, openedAt)),
  );
}

function parseCursor(cursor: string) {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new ClearspanError("BAD_USER_INPUT", "after is not a cursor that this query gave.", {
      details: "Pass the endCursor of the page before, unchanged.",
      cause,
    });
  }
}
