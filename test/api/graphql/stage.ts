import { createLpSolver } from "../../../engine/solvers/highs/client.ts";
import * as schema from "../../../ponder.schema.ts";
import type { ApiContext } from "../../../src/api/graphql/context.ts";
import { type SchemaDatabase, startSchemaDatabase } from "../../support/schemaDatabase.ts";
import { anomaly as anomalyRow } from "../market/support.ts";
import { arbitrum, derive, owner, ownerOnTwoChains, time } from "../risk.support.ts";

/** A Chainlink feed with open anomalies. */
export const proxy = "0x639fe6ab55c921f74e7fac1ee960c0b6293ba612";

const anomaly = (
  chainId: number,
  openedAt: number,
  more: Partial<typeof schema.oracleAnomaly.$inferSelect> = {},
) => anomalyRow({ chainId, address: proxy, rule: "stale", openedAt, severity: "warning", ...more });

/** What resolvers need, over the tables of the owner on two chains. */
export interface AnswerStage {
  readonly context: ApiContext;
  readonly database: SchemaDatabase;
  stop(): Promise<void>;
}

export async function startAnswers(): Promise<AnswerStage> {
  const [database, solver] = await Promise.all([startSchemaDatabase(), createLpSolver()]);
  await fill(database);
  return {
    database,
    context: {
      db: database.db,
      wallClock: () => null,
      isIndexed: (chain) => chain !== "ethereum",
      solver: async () => solver,
    },
    stop: async () => {
      await solver.close();
      await database.stop();
    },
  };
}

async function fill(database: SchemaDatabase): Promise<void> {
  for (const rows of ownerOnTwoChains().rows) {
    const accounts = rows.accounts.map((account) => ({ ...account, owner: owner as `0x${string}` }));
    await database.insert(schema.venueAccount, accounts);
    await database.insert(schema.position, rows.positions);
    await database.insert(schema.collateralBalance, rows.collateral);
    await database.insert(schema.instrument, rows.instruments);
    await database.insert(schema.venueMarket, rows.markets);
    await database.insert(schema.venueParameter, rows.parameters);
    await database.insert(schema.marketAccrual, rows.accruals);
    await database.insert(schema.volSmile, rows.smiles);
    await database.insert(schema.forwardPrice, rows.forwards);
    await database.insert(schema.interestRate, rows.rates);
    await database.insert(schema.oracleFeed, rows.feeds);
  }
  await database.insert(schema.venueMarket, [
    {
      chainId: 957,
      venue: "derive-v2",
      marketId: "1",
      underlying: "ETH",
      terms: {},
      blockNumber: 1,
      timestamp: time,
    },
  ]);
  await database.insert(schema.oracleAnomaly, [
    anomaly(42161, 1),
    anomaly(42161, 2, { severity: "critical" }),
    anomaly(42161, 3, { isOpen: false, closedAt: 4 }),
    anomaly(42161, 1, { rule: "deviation" }),
    anomaly(42161, 1, { rule: "deviation", feedId: "other" }),
    anomaly(43114, 1, { address: "0x0a77230d17318075983913bc2145db16c7366156" }),
  ]);
  await database.clock("arbitrum", 42161, arbitrum.blockNumber, time);
  await database.clock("derive", 957, derive.blockNumber, time);
}
