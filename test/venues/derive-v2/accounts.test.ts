import { type Address, zeroAddress } from "viem";
import { describe, expect, test } from "vitest";
import { deriveV2 } from "../../../src/catalog/deployments.ts";
import type { AccountFact, Fact } from "../../../src/ledger/facts.ts";
import {
  accountCreated,
  accountDeposited,
  accountTransferred,
  accountWithdrawn,
  managerChanged,
  managerSeen,
  walletInitialized,
  walletTransferred,
} from "../../../src/venues/derive-v2/accounts.ts";

const wallet: Address = "0x1111111111111111111111111111111111111111";
const other: Address = "0x2222222222222222222222222222222222222222";
const { matching, standardManager } = deriveV2;
const pmrm2: Address = "0xC7adAB7A2b92019098dA55Ba4C5A8C65Ae7e52DC";
const accountId = 92718n;

/** Merges account facts as the ledger does and says who bears the risk. */
function ownerAfter(facts: readonly Fact[]): Address | undefined {
  let holder: Address | undefined;
  let beneficiary: Address | null = null;
  for (const fact of facts.filter((one): one is AccountFact => one.kind === "account")) {
    holder = fact.holder ?? holder;
    if (fact.beneficiary !== undefined) beneficiary = fact.beneficiary;
  }
  return beneficiary ?? holder;
}

const minted = (owner: Address) => [
  ...accountTransferred({ from: zeroAddress, to: owner, tokenId: accountId }),
  ...accountCreated({ accountId, owner, manager: standardManager }),
];
const handed = (from: Address, to: Address) => accountTransferred({ from, to, tokenId: accountId });
const holding = (holder: Address) => ({ holder, manager: standardManager });

describe("owners", () => {
  test("a new account belongs to the holder of its token", () => {
    expect(ownerAfter(minted(wallet))).toBe(wallet);
  });

  test("Matching holds the token, the depositor bears the risk", () => {
    const facts = [
      ...minted(wallet),
      ...handed(wallet, matching),
      ...accountDeposited({ accountId, owner: wallet }, holding(matching)),
    ];
    expect(ownerAfter(facts)).toBe(wallet);
    expect(facts.every(({ kind }) => kind === "account")).toBe(true);
  });

  test("an account created straight into Matching belongs to the depositor", () => {
    const facts = [...minted(matching), ...accountDeposited({ accountId, owner: wallet }, holding(matching))];
    expect(ownerAfter(facts)).toBe(wallet);
  });

  test("a deposit for somebody else makes the recipient the owner", () => {
    const facts = [
      ...minted(wallet),
      ...handed(wallet, matching),
      ...accountDeposited({ accountId, owner: other }, holding(matching)),
    ];
    expect(ownerAfter(facts)).toBe(other);
  });

  test("a withdrawal gives the account back to the holder of its token", () => {
    const facts = [
      ...minted(matching),
      ...accountDeposited({ accountId, owner: wallet }, holding(matching)),
      ...handed(matching, other),
      ...accountWithdrawn({ accountId }),
    ];
    expect(ownerAfter(facts)).toBe(other);
  });

  test("a token that leaves Matching ends the custody even before the withdrawal is logged", () => {
    const facts = [
      ...minted(matching),
      ...accountDeposited({ accountId, owner: wallet }, holding(matching)),
      ...handed(matching, other),
    ];
    expect(ownerAfter(facts)).toBe(other);
  });

  test("a second deposit after a withdrawal names the new owner", () => {
    const facts = [
      ...minted(matching),
      ...accountDeposited({ accountId, owner: wallet }, holding(matching)),
      ...handed(matching, wallet),
      ...accountWithdrawn({ accountId }),
      ...handed(wallet, matching),
      ...accountDeposited({ accountId, owner: other }, holding(matching)),
    ];
    expect(ownerAfter(facts)).toBe(other);
  });

  test("a burned account belongs to nobody", () => {
    const facts = [
      ...minted(matching),
      ...accountDeposited({ accountId, owner: wallet }, holding(matching)),
      ...handed(matching, zeroAddress),
    ];
    expect(ownerAfter(facts)).toBe(zeroAddress);
  });

  test("a deposit of an account that Matching does not hold is kept and reported", () => {
    const facts = accountDeposited({ accountId, owner: wallet }, holding(other));
    expect(facts).toMatchObject([
      { kind: "account", beneficiary: wallet },
      { kind: "integrity", subject: "92718", rule: "custody-without-token" },
    ]);
  });
});

describe("managers", () => {
  test("AccountManagerChanged decides which margin rule applies", () => {
    const event = { accountId, oldManager: standardManager, newManager: pmrm2 };
    expect(managerChanged(event, holding(wallet))).toEqual([
      { kind: "account", venue: "derive-v2", account: "92718", manager: pmrm2.toLowerCase() },
    ]);
  });

  test("a change from another manager than the one on record is reported", () => {
    const event = { accountId, oldManager: pmrm2, newManager: standardManager };
    expect(managerChanged(event, holding(wallet))[1]).toMatchObject({
      kind: "integrity",
      rule: "manager-continuity",
      evidence: { expected: pmrm2.toLowerCase(), recorded: standardManager },
    });
  });

  test("a balance under the manager on record says nothing new", () => {
    expect(managerSeen(accountId, standardManager, holding(wallet))).toEqual([]);
  });

  test("a balance under another manager corrects the record and is reported", () => {
    expect(managerSeen(accountId, pmrm2, holding(wallet))).toMatchObject([
      { kind: "account", manager: pmrm2.toLowerCase() },
      { kind: "integrity", rule: "manager-continuity" },
    ]);
  });

  test("a balance of an account whose creation was not seen is kept and reported", () => {
    expect(managerSeen(accountId, pmrm2, null)).toMatchObject([
      { kind: "account", account: "92718", manager: pmrm2.toLowerCase() },
      { kind: "integrity", rule: "account-unknown" },
    ]);
  });
});

describe("wallets", () => {
  test("LightAccountInitialized ties a wallet to its controller", () => {
    expect(walletInitialized(wallet, { owner: other })).toEqual([
      { kind: "wallet", wallet, controller: other, onlyIfKnown: false },
    ]);
  });

  test("OwnershipTransferred of any ownable contract counts for known wallets only", () => {
    expect(walletTransferred(wallet, { newOwner: other })).toEqual([
      { kind: "wallet", wallet, controller: other, onlyIfKnown: true },
    ]);
  });
});
