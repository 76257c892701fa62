import type { Address } from "viem";
import { ClearspanError } from "../../errors.ts";
import type { AsOf, Database } from "../store/clocks.ts";
import { readConsistently } from "../store/consistent.ts";
import { MAX_ACCOUNTS, readAccounts } from "../store/owner.ts";
import { readVenueRows } from "../store/venueRows.ts";
import type { VenueRows } from "../venues/adapter.ts";
import { type Risk, riskOf } from "./risk.ts";

type AccountRow = Awaited<ReturnType<typeof readAccounts>>[number];

/** An owner's accounts and their risk. */
export interface OwnerRisk extends Risk {
  readonly owner: Address;
  readonly accounts: readonly AccountRow[];
}

/**
 * Reads everything that an owner holds and values it.
 * @throws ClearspanError NOT_FOUND when no indexed venue knows the address, LIMIT_EXCEEDED when it owns too many accounts
 */
export async function readOwnerRisk(
  db: Database,
  owner: Address,
  wallClock: number | null,
): Promise<OwnerRisk> {
  const { clocks, value } = await readConsistently(
    db,
    async (asOf) => {
      const accounts = await readAccounts(db, owner);
      if (accounts.length > MAX_ACCOUNTS) {
        throw new ClearspanError(
          "LIMIT_EXCEEDED",
          `${owner} owns more than ${MAX_ACCOUNTS} venue accounts.`,
          {
            details: "Query them by the entities' own fields instead, page by page.",
          },
        );
      }
      return { accounts, rows: await readRows(db, asOf, accounts) };
    },
    ({ accounts }) => new Set(accounts.map(({ chainId }) => chainId)),
  );
  if (value.accounts.length === 0) {
    const chains = clocks.map(({ chain, blockNumber }) => `${chain} (to block ${blockNumber})`).join(", ");
    throw new ClearspanError("NOT_FOUND", `No indexed venue has an account of ${owner}.`, {
      details: `Indexed: ${chains === "" ? "nothing yet" : chains}. See the coverage query for venues and markets.`,
    });
  }
  return { owner, accounts: value.accounts, ...riskOf(clocks, value.rows, wallClock) };
}

/** Reads the rows of accounts, one read per venue and chain. */
export async function readRows(
  db: Database,
  clocks: readonly AsOf[],
  accounts: readonly AccountRow[],
): Promise<VenueRows[]> {
  const groups = new Map<string, AccountRow[]>();
  for (const account of accounts) {
    const key = `${account.chainId}:${account.venue}`;
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  const rows: VenueRows[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    const clock = clocks.find(({ chainId }) => chainId === first?.chainId);
    if (first === undefined || clock === undefined) continue;
    rows.push(await readVenueRows(db, clock, first.venue, group));
  }
  return rows;
}
