import * as schema from "ponder:schema";
import { and, eq } from "ponder";
import type { Address } from "viem";
import type { Database } from "./clocks.ts";

/** More accounts than this under one owner are refused rather than cut. */
export const MAX_ACCOUNTS = 500;

/**
 * The venue accounts of an owner: those it owns itself, and those of the smart wallets that it controls, each on the
 * wallet's own chain. Anybody can make wallets that name somebody as their controller, so wallets that hold nothing do
 * not count towards the limit.
 */
export async function readAccounts(db: Database, owner: Address) {
  const { venueAccount, smartWallet } = schema;
  const order = [venueAccount.chainId, venueAccount.venue, venueAccount.account];
  const own = await db
    .select()
    .from(venueAccount)
    .where(eq(venueAccount.owner, owner))
    .orderBy(...order)
    .limit(MAX_ACCOUNTS + 1);
  const held = await db
    .select({ account: venueAccount })
    .from(smartWallet)
    .innerJoin(
      venueAccount,
      and(eq(venueAccount.chainId, smartWallet.chainId), eq(venueAccount.owner, smartWallet.wallet)),
    )
    .where(eq(smartWallet.controller, owner))
    .orderBy(...order)
    .limit(MAX_ACCOUNTS + 1);
  const key = ({ chainId, venue, account }: (typeof own)[number]) =>
    `${String(chainId).padStart(16, "0")}:${venue}:${account}`;
  const accounts = new Map([...own, ...held.map(({ account }) => account)].map((row) => [key(row), row]));
  return [...accounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row)
    .slice(0, MAX_ACCOUNTS + 1);
}
