import * as schema from "ponder:schema";
import { and, eq, exists } from "ponder";
import type { Address } from "viem";
import { ClearspanError } from "../../errors.ts";
import { readRows } from "../account/read.ts";
import { type Risk, riskOf } from "../account/risk.ts";
import type { Database } from "../store/clocks.ts";
import { readConsistently } from "../store/consistent.ts";

/** A whole-book answer values every open position in memory; beyond this many accounts it is refused, not cut. */
const MAX_ACCOUNTS = 5_000;

/** Which part of the book is looked at; absent means all of it. */
export interface BookFilter {
  readonly venue?: string | null;
  readonly chainId?: number | null;
}

/** Every open position of a part of the book, and who bears it. */
export interface WholeBook extends Risk {
  /** Who controls a netting set's account: the owner, or the controller of the smart wallet that owns it. */
  readonly ownerOf: (nettingSetId: string) => Address | undefined;
}

/**
 * Reads and values all accounts with open positions.
 * @throws ClearspanError LIMIT_EXCEEDED when there are more than can be valued at once
 */
export async function readWholeBook(
  db: Database,
  filter: BookFilter,
  wallClock: number | null,
): Promise<WholeBook> {
  const { clocks, value } = await readConsistently(
    db,
    async (asOf) => {
      const accounts = await readAccounts(db, filter);
      const wallets = await db.select().from(schema.smartWallet);
      return { accounts, wallets, rows: await readRows(db, asOf, accounts) };
    },
    ({ accounts }) => new Set(accounts.map(({ chainId }) => chainId)),
  );
  const asked = clocks.filter(({ chainId }) => (filter.chainId ?? chainId) === chainId);
  const risk = riskOf(asked, value.rows, wallClock);
  const controllers = new Map(
    value.wallets.map(({ chainId, wallet, controller }) => [`${chainId}:${wallet}`, controller]),
  );
  const owners = new Map(
    value.accounts.map(({ chainId, venue, account, owner }) => [
      `${chainId}:${venue}:${account}`,
      controllers.get(`${chainId}:${owner}`) ?? owner,
    ]),
  );
  const sets = new Map(risk.view.nettingSets.map((set) => [set.id, set]));
  return {
    ...risk,
    ownerOf: (nettingSetId) => {
      const set = sets.get(nettingSetId);
      return set === undefined ? undefined : owners.get(`${set.chainId}:${set.venue}:${set.account}`);
    },
  };
}

async function readAccounts(db: Database, { venue, chainId }: BookFilter) {
  const { venueAccount: table, position } = schema;
  const open = db
    .select({ account: position.account })
    .from(position)
    .where(
      and(
        eq(position.chainId, table.chainId),
        eq(position.venue, table.venue),
        eq(position.account, table.account),
        eq(position.isOpen, true),
      ),
    );
  const accounts = await db
    .select()
    .from(table)
    .where(
      and(
        exists(open),
        venue ? eq(table.venue, venue) : undefined,
        typeof chainId === "number" ? eq(table.chainId, chainId) : undefined,
      ),
    )
    .orderBy(table.chainId, table.venue, table.account)
    .limit(MAX_ACCOUNTS + 1);
  if (accounts.length > MAX_ACCOUNTS) {
    throw new ClearspanError(
      "LIMIT_EXCEEDED",
      `More than ${MAX_ACCOUNTS} accounts hold open positions here.`,
      {
        details: "Narrow the question with venue or chainId.",
      },
    );
  }
  return accounts;
}
