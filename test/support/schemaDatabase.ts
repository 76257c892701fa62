import pg from "pg";
import * as schema from "../../ponder.schema.ts";
import type { Database } from "../../src/api/store/clocks.ts";
import type { MemoryStore } from "./memoryStore.ts";
import { startPostgres } from "./postgres.ts";

/** The parts of Ponder, and of the query builder that it uses, which make its tables and read them. */
interface PonderKit {
  getSql(tables: typeof schema): {
    enums: { sql: string[] };
    tables: { sql: string[]; json: { tableName: string }[] };
  };
}
interface QueryBuilder {
  drizzle(client: pg.Client, options: { schema: typeof schema; casing: "snake_case" }): Writable;
}
interface Writable extends Database {
  insert(table: object): { values(rows: readonly object[]): Promise<unknown> };
}
interface Checkpoints {
  encodeCheckpoint(checkpoint: Record<string, bigint | number>): string;
}

const module = (path: string): Promise<unknown> =>
  import(new URL(`../../node_modules/${path}`, import.meta.url).href);
const { getSql } = (await module("ponder/dist/esm/drizzle/kit/index.js")) as PonderKit;
const { drizzle } = (await module("drizzle-orm/node-postgres/index.js")) as QueryBuilder;
const { encodeCheckpoint } = (await module("ponder/dist/esm/utils/checkpoint.js")) as Checkpoints;

export interface SchemaDatabase {
  readonly db: Database;
  insert<Table extends { $inferInsert: object }>(
    table: Table,
    rows: readonly Table["$inferInsert"][],
  ): Promise<void>;
  /** Copies every row of every table. */
  fill(memory: MemoryStore): Promise<void>;
  /** One statement, for what a reorg or an update does. */
  run(statement: string): Promise<void>;
  /** Says how far a chain is indexed. */
  clock(chain: string, chainId: number, blockNumber: number, timestamp: number): Promise<void>;
  stop(): Promise<void>;
}

/** A real Postgres with the schema's tables as Ponder makes them, for the read side without an indexer. */
export async function startSchemaDatabase(): Promise<SchemaDatabase> {
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { enums, tables } = getSql(schema);
  const own = tables.sql.filter((_, i) => !tables.json[i]?.tableName.startsWith("_reorg__"));
  for (const statement of [...enums.sql, ...own]) await client.query(statement);
  await client.query(
    `create table _ponder_checkpoint (chain_name text primary key, chain_id bigint not null,
      safe_checkpoint varchar(75) not null, latest_checkpoint varchar(75) not null,
      finalized_checkpoint varchar(75) not null)`,
  );
  const db = drizzle(client, { schema, casing: "snake_case" });
  const insert = async (table: object, rows: readonly object[]): Promise<void> => {
    if (rows.length > 0) await db.insert(table).values(rows);
  };
  return {
    db,
    insert,
    async fill(memory) {
      for (const [table, rows] of memory.all()) await insert(table, rows);
    },
    async run(statement) {
      await client.query(statement);
    },
    async clock(chain, chainId, blockNumber, timestamp) {
      const checkpoint = encodeCheckpoint({
        blockTimestamp: timestamp,
        chainId,
        blockNumber,
        transactionIndex: 0,
        eventType: 5,
        eventIndex: 0,
      });
      await client.query(
        `insert into _ponder_checkpoint values ($1, $2, $3, $3, $3) on conflict (chain_name)
          do update set safe_checkpoint = $3, latest_checkpoint = $3, finalized_checkpoint = $3`,
        [chain, chainId, checkpoint],
      );
    },
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}
