import * as schema from "ponder:schema";
import { and, eq, or } from "ponder";
import type { Address } from "viem";
import type { Database } from "./clocks.ts";

/** More accounts than this under one owner are refused rather than cut. */
export const MAX_ACCOUNTS = 500;

/**
 * The venue accounts of an owner: those it owns itself, and those of the smart wallets that it controls, each on the
 * wallet's own chain.
 */
export async function readAccounts(db: Database, owner: Address) {
  const wallets = await db
    .select()
    .from(schema.smartWallet)
    .where(eq(schema.smartWallet.controller, owner))
    .limit(MAX_ACCOUNTS);
  const held = wallets.map(({ chainId, wallet }) =>
    and(eq(schema.venueAccount.chainId, chainId), eq(schema.venueAccount.owner, wallet)),
  );
  return db
    .select()
    .from(schema.venueAccount)
    .where(or(eq(schema.venueAccount.owner, owner), ...held))
    .orderBy(schema.venueAccount.chainId, schema.venueAccount.venue, schema.venueAccount.account)
    .limit(MAX_ACCOUNTS + 1);
}
