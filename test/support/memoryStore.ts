import * as schema from "../../ponder.schema.ts";
import type { Store } from "../../src/ledger/store.ts";

type Row = Record<string, unknown>;

/** Where Ponder's store keeps rows between events. */
interface Cache {
  get(of: { table: object; key: Row }): Promise<Row | null>;
  set(of: { table: object; key: Row; row: Row; isUpdate: boolean }): Row;
}

/** The parts of Ponder that are used here; it does not export them. */
interface PonderStoreModule {
  createIndexingStore(options: {
    common: { metrics: { incrementIndexingStoreQueries: () => void } };
    schemaBuild: { schema: typeof schema };
    indexingCache: Cache;
    indexingErrorHandler: { setRetryableError: () => void };
    chainId: undefined;
  }): { db: Store };
}
interface PonderRowModule {
  getPrimaryKeyCache(tables: readonly object[]): ReadonlyMap<object, unknown>;
  normalizeRow(table: object, row: Row, isUpdate: boolean): Row;
  getCacheKey(table: object, key: Row, primaryKeys: ReadonlyMap<object, unknown>): string;
}

const ponder = (path: string) => new URL(`../../node_modules/ponder/dist/esm/${path}`, import.meta.url).href;
const { createIndexingStore }: PonderStoreModule = await import(ponder("indexing-store/index.js"));
const { getPrimaryKeyCache, normalizeRow, getCacheKey }: PonderRowModule = await import(
  ponder("indexing-store/utils.js")
);

const tables = Object.values(schema).filter((one) => typeof one === "object" && "chainId" in one);
const primaryKeys = getPrimaryKeyCache(tables);

export interface MemoryStore {
  readonly store: Store;
  /** Every row of a table, in the order in which they were first written. */
  rows<Table extends { $inferSelect: object }>(table: Table): Table["$inferSelect"][];
  /** The only row of a table; throws when there is none or a second one. */
  row<Table extends { $inferSelect: object }>(table: Table): Table["$inferSelect"];
  /** Every row by table. */
  all(): [table: object, rows: Row[]][];
  /** How often a row has been written. */
  writes(): number;
}

/**
 * Ponder's own store over rows in memory: keys, conflicts, NOT NULL and the round trip of every column type are Ponder's.
 * Only the database is missing: test/e2e runs the same code on Postgres and on PGlite.
 */
export function memoryStore(): MemoryStore {
  const kept = new Map<object, Map<string, Row>>(tables.map((table) => [table, new Map()]));
  const rowsOf = (table: object): Map<string, Row> => {
    const rows = kept.get(table);
    if (rows === undefined) throw new Error("not a table of the schema");
    return rows;
  };
  const copies = (rows: Map<string, Row>) => [...rows.values()].map((row) => structuredClone(row));
  let writes = 0;
  const { db } = createIndexingStore({
    common: { metrics: { incrementIndexingStoreQueries: () => {} } },
    schemaBuild: { schema },
    indexingCache: {
      get: async ({ table, key }) => rowsOf(table).get(getCacheKey(table, key, primaryKeys)) ?? null,
      set: ({ table, key, row, isUpdate }) => {
        writes++;
        const stored = isUpdate ? row : normalizeRow(table, row, false);
        rowsOf(table).set(getCacheKey(table, key, primaryKeys), stored);
        return stored;
      },
    },
    indexingErrorHandler: { setRetryableError: () => {} },
    chainId: undefined,
  });
  const memory: MemoryStore = {
    store: db,
    rows: <Table extends { $inferSelect: object }>(table: Table) =>
      copies(rowsOf(table)) as Table["$inferSelect"][],
    row: (table) => {
      const [first, second] = memory.rows(table);
      if (first === undefined) throw new Error("the table is empty");
      if (second !== undefined) throw new Error("the table holds more than one row");
      return first;
    },
    all: () => [...kept].map(([table, rows]) => [table, copies(rows)]),
    writes: () => writes,
  };
  return memory;
}
