import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readClocks } from "../../../src/api/store/clocks.ts";
import { MAX_ACCOUNTS, readAccounts } from "../../../src/api/store/owner.ts";
import { readVenueRows } from "../../../src/api/store/venueRows.ts";
import type { Fact } from "../../../src/ledger/facts.ts";
import { writeFacts } from "../../../src/ledger/write.ts";
import { at, collateral, position } from "../../ledger/support.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { type SchemaDatabase, startSchemaDatabase } from "../../support/schemaDatabase.ts";

type Address = `0x${string}`;

const owner = "0x1111111111111111111111111111111111111111";
const wallet = "0x2222222222222222222222222222222222222222";
const stranger = "0x3333333333333333333333333333333333333333";
const popular = "0x4444444444444444444444444444444444444444";
const crowded = "0x5555555555555555555555555555555555555555";
const market = position().instrumentId;

const numbered = (i: number): Address => `0x${i.toString(16).padStart(40, "0")}`;
const account = (venue: string, key: string, holder: Address): Fact => ({
  kind: "account",
  venue,
  account: key,
  holder,
});
const controls = (controller: Address, of: Address): Fact => ({
  kind: "wallet",
  wallet: of,
  controller,
  onlyIfKnown: false,
});
const instrument = (instrumentId: string): Fact => ({
  kind: "instrument",
  venue: "gmx-v2",
  instrumentId,
  instrumentKind: "perp",
  marketId: instrumentId,
  underlying: "ETH",
  quote: "USD",
  settlementAsset: "USD",
  sizeDecimals: 18,
});
const parameter = (scope: string): Fact => ({
  kind: "parameter",
  venue: "gmx-v2",
  scope,
  name: "minCollateralUsd",
  value: 1n,
  decimals: 30,
});

let database: SchemaDatabase;

beforeAll(async () => {
  database = await startSchemaDatabase();
  const memory = memoryStore();
  await writeFacts(memory.store, at(1), [
    account("gmx-v2", owner, owner),
    account("gmx-v2", wallet, wallet),
    account("gmx-v2", stranger, stranger),
    { kind: "market", venue: "gmx-v2", marketId: market, underlying: "ETH", terms: {} },
    instrument(market),
    instrument("0xanother"),
    position({ account: owner, size: 5n, venueState: { funding: "1" } }),
    position({ account: owner, instrumentId: "0xanother", size: 1n }),
    position({ account: owner, instrumentId: "0xanother", size: 0n }),
    position({ account: stranger, size: -5n }),
    collateral({ venue: "gmx-v2", account: owner, assetId: "0xusdc", amount: 7n }),
    collateral({ venue: "gmx-v2", account: owner, assetId: "0xweth", amount: 0n }),
    collateral({ venue: "gmx-v2", account: stranger, assetId: "0xusdc", amount: 9n }),
    ...["venue", market, owner, stranger, "0xanother"].map(parameter),
    { kind: "accrual", venue: "gmx-v2", marketId: market, name: "rate", value: 3n, decimals: 30 },
    {
      kind: "price",
      address: "0x639fe6ab55c921f74e7fac1ee960c0b6293ba612",
      feedId: "answer",
      family: "chainlink",
      asset: "ETH",
      quote: "USD",
      decimals: 8,
      price: 1n,
      roundId: "1",
      publishedAt: 1,
    },
  ]);
  await writeFacts(memory.store, at(1, { chainId: 43114 }), [
    account("gmx-v2", stranger, stranger),
    position({ account: owner, size: 99n }),
    parameter("venue"),
  ]);
  await writeFacts(memory.store, at(1, { chainId: 957 }), [
    controls(owner, wallet),
    account("derive-v2", "42", wallet),
    account("derive-v2", "43", stranger),
    // Anybody can make wallets that name somebody else as their controller; only the last one holds something.
    ...Array.from({ length: MAX_ACCOUNTS + 100 }, (_, i) => controls(popular, numbered(i + 1))),
    account("derive-v2", "44", numbered(MAX_ACCOUNTS + 100)),
    ...Array.from({ length: MAX_ACCOUNTS + 100 }, (_, i) => account("derive-v2", `${1_000 + i}`, crowded)),
  ]);
  await database.fill(memory);
  await database.clock("arbitrum", 42161, 9, 1_009);
  await database.clock("derive", 957, 8, 1_008);
}, 60_000);
afterAll(() => database?.stop());

describe("an owner's accounts", () => {
  it("are those it owns, and those of the wallets it controls, each on the wallet's own chain", async () => {
    const rows = await readAccounts(database.db, owner);
    expect(rows.map(({ chainId, venue, account: key, owner: of }) => [chainId, venue, key, of])).toEqual([
      [957, "derive-v2", "42", wallet],
      [42161, "gmx-v2", owner, owner],
    ]);
  });

  it("of somebody whom no venue knows are none", async () => {
    expect(await readAccounts(database.db, numbered(0xdead))).toEqual([]);
  });

  it("are all found, however many empty wallets name the owner as their controller", async () => {
    const keys = (await readAccounts(database.db, popular)).map(({ account: key }) => key);
    expect(keys).toEqual(["44"]);
  });

  it("that are too many are one more than the limit, so that the caller refuses instead of cutting", async () => {
    expect(await readAccounts(database.db, crowded)).toHaveLength(MAX_ACCOUNTS + 1);
  });
});

describe("the rows of an account at a venue", () => {
  it("are those of its chain and venue: what is open, what is not zero, and what prices it", async () => {
    const [clock] = (await readClocks(database.db)).filter(({ chainId }) => chainId === 42161);
    if (clock === undefined) throw new Error("no clock");
    const accounts = (await readAccounts(database.db, owner)).filter(({ chainId }) => chainId === 42161);
    const rows = await readVenueRows(database.db, clock, "gmx-v2", accounts);
    expect(rows.clock).toEqual(clock);
    expect(rows.positions).toMatchObject([
      { chainId: 42161, account: owner, size: 5n, venueState: { funding: "1" } },
    ]);
    expect(rows.collateral).toMatchObject([{ account: owner, assetId: "0xusdc", amount: 7n }]);
    expect(rows.instruments.map(({ instrumentId }) => instrumentId)).toEqual([market]);
    expect(rows.markets.map(({ marketId }) => marketId)).toEqual([market]);
    expect(rows.parameters.map(({ chainId, scope }) => [chainId, scope]).sort()).toEqual(
      [
        [42161, "venue"],
        [42161, market],
        [42161, owner],
      ].sort(),
    );
    expect(rows.accruals).toMatchObject([{ name: "rate", value: 3n }]);
    expect(rows.feeds).toMatchObject([{ family: "chainlink", price: 1n }]);
  });
});
