import { type Address, isAddressEqual, zeroAddress } from "viem";
import { deriveV2 } from "../../catalog/deployments.ts";
import type { Fact } from "../../ledger/facts.ts";
import { DERIVE_V2 } from "./names.ts";
import { lower } from "./units.ts";

/** The parts of an account's row that its next event is checked against. */
export interface AccountState {
  readonly holder: Address;
  readonly manager: Address | null;
}

const account = (accountId: bigint) =>
  ({ kind: "account", venue: DERIVE_V2, account: accountId.toString() }) as const;

/** A new account: its token goes to `owner`, its margin follows `manager`. */
export function accountCreated(event: { accountId: bigint; owner: Address; manager: Address }): Fact[] {
  return [{ ...account(event.accountId), holder: lower(event.owner), manager: lower(event.manager) }];
}

/** The account's token moves. What leaves Matching, or is burned, is kept for nobody any more. */
export function accountTransferred(event: { from: Address; to: Address; tokenId: bigint }): Fact[] {
  const endsCustody = isAddressEqual(event.from, deriveV2.matching) || isAddressEqual(event.to, zeroAddress);
  return [
    {
      ...account(event.tokenId),
      holder: lower(event.to),
      ...(endsCustody ? { beneficiary: null } : {}),
    },
  ];
}

/** Matching takes an account into custody for its real owner. It must hold the token by then. */
export function accountDeposited(
  event: { accountId: bigint; owner: Address },
  before: AccountState | null,
): Fact[] {
  const facts: Fact[] = [{ ...account(event.accountId), beneficiary: lower(event.owner) }];
  if (before !== null && !isAddressEqual(before.holder, deriveV2.matching)) {
    facts.push({
      kind: "integrity",
      venue: DERIVE_V2,
      subject: event.accountId.toString(),
      rule: "custody-without-token",
      message: `Matching reports the deposit of account ${event.accountId}, whose token is held by ${before.holder}`,
      evidence: { holder: before.holder, owner: lower(event.owner) },
    });
  }
  return facts;
}

/** Matching gives an account back. */
export function accountWithdrawn(event: { accountId: bigint }): Fact[] {
  return [{ ...account(event.accountId), beneficiary: null }];
}

/** Another manager, and so another margin rule, takes over an account. */
export function managerChanged(
  event: { accountId: bigint; oldManager: Address; newManager: Address },
  before: AccountState | null,
): Fact[] {
  const facts: Fact[] = [{ ...account(event.accountId), manager: lower(event.newManager) }];
  return [...facts, ...managerBreak(event.accountId, event.oldManager, before)];
}

/**
 * Holds the manager that a balance event names against the record. An account that was never seen is recorded with
 * the manager alone, so that its margin rule is known and its missing owner shows.
 */
export function managerSeen(accountId: bigint, manager: Address, before: AccountState | null): Fact[] {
  if (before?.manager && isAddressEqual(before.manager, manager)) return [];
  return [
    { ...account(accountId), manager: lower(manager) },
    ...(before === null ? [accountMissing(accountId, manager)] : managerBreak(accountId, manager, before)),
  ];
}

function accountMissing(accountId: bigint, manager: Address): Fact {
  return {
    kind: "integrity",
    venue: DERIVE_V2,
    subject: accountId.toString(),
    rule: "account-unknown",
    message: `account ${accountId} has a balance but its creation was not seen, so its owner is unknown`,
    evidence: { manager: lower(manager) },
  };
}

function managerBreak(accountId: bigint, expected: Address, before: AccountState | null): Fact[] {
  if (!before?.manager || isAddressEqual(before.manager, expected)) return [];
  return [
    {
      kind: "integrity",
      venue: DERIVE_V2,
      subject: accountId.toString(),
      rule: "manager-continuity",
      message: `the chain says ${lower(expected)} managed account ${accountId}, the record says ${before.manager}`,
      evidence: { expected: lower(expected), recorded: before.manager },
    },
  ];
}

/**
 * A wallet contract starts under an owner. Any contract can emit this event, so it ties a wallet to an address for
 * reading only: it is evidence of what the wallet says, not of what the address signed.
 */
export function walletInitialized(wallet: Address, event: { owner: Address }): Fact[] {
  return [{ kind: "wallet", wallet: lower(wallet), controller: lower(event.owner), onlyIfKnown: false }];
}

/** A wallet changes hands. Every ownable contract emits this event, so it counts for known wallets only. */
export function walletTransferred(wallet: Address, event: { newOwner: Address }): Fact[] {
  return [{ kind: "wallet", wallet: lower(wallet), controller: lower(event.newOwner), onlyIfKnown: true }];
}
