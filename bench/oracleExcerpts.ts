/**
 * Cuts the repository's short excerpts from the full data, by `node bench/oracleExcerpts.ts --data DIR`. Each is a JSON
 * file of its own format: the source, and one row a line.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  CHANGES_SOURCE,
  excerptPath,
  loadChanges,
  loadSeries,
  type Origin,
  origins,
  type SeriesName,
} from "./oracles/series.ts";

/** Pools report every block; the excerpt keeps blocks in which the price moved, and one a minute. */
const QUIET_SECONDS = 60;

const { data } = parseArgs({ options: { data: { type: "string" } } }).values;
if (data === undefined) throw new Error("say where the data is: --data DIR");

for (const name of Object.keys(origins) as SeriesName[]) {
  const origin: Origin = origins[name];
  const series = loadSeries(name, data);
  if (origin.excerpt === undefined || series === null) continue;
  const [from, to] = origin.excerpt.map((time) => Date.parse(`${time}Z`) / 1000);
  const isTimed = name.startsWith("chainlink") || name === "usde-pool";
  const within = series.rows.filter((row) => {
    const time = row[isTimed ? 1 : 0] ?? 0;
    return time >= (from ?? 0) && time <= (to ?? 0);
  });
  write(name, series.source, name === "usde-pool" ? thinned(within) : within);
}

const changes = loadChanges(data)?.rows ?? [];
const migration = changes.filter(
  ({ field, seenAt }) => field === "contractAddress" && /2026-04-(03|16)/.test(seenAt),
);
write("directory-changes", CHANGES_SOURCE, [
  ...[42161, 8453].flatMap((chain) => migration.filter(({ chainId }) => chainId === chain).slice(0, 10)),
  ...changes.filter(({ field }) => field === "decimals"),
]);

function thinned(rows: readonly (readonly number[])[]): (readonly number[])[] {
  let last: readonly number[] = [];
  return rows.filter((row) => {
    const keeps = row[2] !== last[2] || (row[1] ?? 0) - (last[1] ?? 0) >= QUIET_SECONDS;
    if (keeps) last = row;
    return keeps;
  });
}

function write(name: string, source: string, rows: readonly unknown[]): void {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  writeFileSync(
    excerptPath(name),
    `{\n  "source": ${JSON.stringify(source)},\n  "rows": [\n${lines}\n  ]\n}\n`,
  );
  console.log(`${name}: ${rows.length} rows`);
}
