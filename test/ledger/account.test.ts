import { smartWallet, venueAccount } from "ponder:schema";
import { zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { deriveV2 } from "../../src/catalog/deployments.ts";
import type { FactOf } from "../../src/ledger/facts.ts";
import { told } from "./support.ts";

const user = "0x1111111111111111111111111111111111111111";
const other = "0x2222222222222222222222222222222222222222";
const matching = deriveV2.matching;
const manager = deriveV2.standardManager;

const account = (more: Partial<FactOf<"account">>): FactOf<"account"> => ({
  kind: "account",
  venue: "derive-v2",
  account: "42",
  ...more,
});

describe("the owner of an account", () => {
  it("is its holder", async () => {
    const memory = await told(account({ holder: user }));
    expect(memory.row(venueAccount)).toMatchObject({ owner: user, holder: user, beneficiary: null });
  });

  it("is who the holder keeps it for, and not Derive's Matching contract", async () => {
    const memory = await told(account({ holder: user }), account({ holder: matching, beneficiary: user }));
    expect(memory.row(venueAccount)).toMatchObject({ owner: user, holder: matching.toLowerCase() });
  });

  it("stays while the custodian moves the account about", async () => {
    const memory = await told(account({ holder: matching, beneficiary: user }), account({ holder: other }));
    expect(memory.row(venueAccount)).toMatchObject({ owner: user, holder: other, beneficiary: user });
  });

  it("is the holder again when custody ends", async () => {
    const memory = await told(
      account({ holder: matching, beneficiary: user }),
      account({ holder: other, beneficiary: null }),
    );
    expect(memory.row(venueAccount)).toMatchObject({ owner: other, beneficiary: null });
  });

  it("is nobody until the chain says so", async () => {
    const memory = await told(account({ manager }));
    expect(memory.row(venueAccount)).toMatchObject({ owner: zeroAddress, manager: manager.toLowerCase() });
  });

  it("survives a change of manager, and the manager a change of owner", async () => {
    const memory = await told(
      account({ holder: user, manager }),
      account({ manager: other }),
      account({ holder: other }),
    );
    expect(memory.row(venueAccount)).toMatchObject({ owner: other, manager: other, blockNumber: 3 });
  });

  it("is written in lower case, whatever case the log has", async () => {
    const memory = await told(account({ holder: "0xABCDEFabcdefABCDEFabcdefABCDEFabcdefABCD" }));
    expect(memory.row(venueAccount).owner).toBe("0xabcdefabcdefabcdefabcdefabcdefabcdefabcd");
  });
});

describe("a smart wallet", () => {
  const wallet = (more: Partial<FactOf<"wallet">> = {}): FactOf<"wallet"> => ({
    kind: "wallet",
    wallet: other,
    controller: user,
    onlyIfKnown: false,
    ...more,
  });

  it("has a controller, and gets a new one", async () => {
    const memory = await told(wallet(), wallet({ controller: matching }));
    expect(memory.row(smartWallet)).toMatchObject({
      wallet: other,
      controller: matching.toLowerCase(),
      blockNumber: 2,
    });
  });

  it("that is not known is not made known by an event that other contracts emit as well", async () => {
    const memory = await told(wallet({ onlyIfKnown: true }));
    expect(memory.rows(smartWallet)).toEqual([]);
    expect(memory.writes()).toBe(0);
  });

  it("that is known follows such an event", async () => {
    const memory = await told(wallet(), wallet({ controller: matching, onlyIfKnown: true }));
    expect(memory.row(smartWallet).controller).toBe(matching.toLowerCase());
  });
});
