/**
 * Scorecard of the oracle watch, by `node bench/oracles.ts [--data DIR] [--updates N]`: replays every labelled incident, every
 * trap and the normal histories and prints what was found, how late, and what was cried wolf; then the same with the limits
 * chosen without each incident in turn, throughput and memory. Without --data it uses the repository's own short excerpts in
 * bench/data/oracles; with it, the full series named in bench/oracles/series.ts. Exits with 1 when a goal is missed.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { calmScenarios } from "./oracles/calmScenarios.ts";
import { leaveOneOut } from "./oracles/leaveOneOut.ts";
import { pointIncidents } from "./oracles/pointIncidents.ts";
import { recordedIncidents } from "./oracles/recordedIncidents.ts";
import { calmLines, grouped, incidentLines, ruleLines, totals, worstDelays } from "./oracles/report.ts";
import { replay } from "./oracles/score.ts";
import { throughput } from "./oracles/throughput.ts";
import { whileIndexing } from "./oracles/whileIndexing.ts";

const { values } = parseArgs({
  options: { data: { type: "string" }, updates: { type: "string", default: "10000000" } },
});
const directory = values.data ?? null;
const scenarios = [
  ...recordedIncidents(directory),
  ...pointIncidents(directory),
  ...calmScenarios(directory),
];
const runs = scenarios.map((scenario) => replay(scenario));
const score = totals(runs);
const missed: string[] = [];

console.log(`Oracle watch, ${directory === null ? "the repository's excerpts" : "full data"}`);
console.log(
  "\nIncidents (a fault is flagged by a critical alarm of a documented class, a true depeg by a warning)",
);
const withLabel = (role: string) => runs.filter(({ scenario }) => scenario.role === role);
for (const line of incidentLines(withLabel("incident"))) console.log(line);
console.log("\nNot among the twelve");
for (const line of incidentLines(withLabel("extra"))) console.log(line);
console.log("\nTraps and calm histories (nothing was wrong)");
for (const line of calmLines(grouped(runs.filter(({ scenario }) => scenario.label === null))))
  console.log(line);
console.log("\nBy rule");
for (const line of ruleLines(runs)) console.log(line);

const precision = score.criticals === 0 ? 1 : score.rightCriticals / score.criticals;
console.log("\nTotals");
goal(`${score.flagged} of ${score.incidents} incidents flagged`, score.flagged === score.incidents);
console.log(`  ${score.classesFound} of ${score.classes} documented classes found`);
goal(
  `critical precision ${(100 * precision).toFixed(1)} % (${score.rightCriticals} of ${score.criticals} episodes)`,
  precision >= 0.95,
);
goal(`${score.criticalsOnCalm} criticals on traps and calm histories`, score.criticalsOnCalm === 0);
const delays = worstDelays(runs);
goal(`hard rules after ${delays.hard} updates at most`, delays.hard === 0);
goal(`depegs, disagreements, freezes and jumps after ${delays.others} updates at most`, delays.others <= 2);
console.log(
  `  ${(score.warningsOnCalm / score.calmMonths).toFixed(2)} warnings a feed-month (${score.warningsOnCalm} in ${score.calmMonths.toFixed(1)})`,
);
if (directory !== null) {
  const known = new Set(scenarios.map(({ id }) => id));
  const labels = labelledIds(directory);
  const absent = labels.filter((id) => ![...known].some((own) => own.startsWith(id)));
  goal(
    `${labels.length - absent.length} of ${labels.length} ids of incidents.json replayed`,
    absent.length === 0,
  );
}

const leftOut = leaveOneOut(scenarios);
const scales = new Map<number | null, number>();
for (const { scale } of leftOut) scales.set(scale, (scales.get(scale) ?? 0) + 1);
const choices = [...scales].map(([scale, count]) => `${scale} x ${count}`).join(", ");
console.log("\nLimits chosen without each incident in turn (scale of all limits: how often chosen)");
goal(
  `${leftOut.filter(({ isFlagged }) => isFlagged).length} of ${leftOut.length} flagged; ${choices}`,
  leftOut.every(({ isFlagged }) => isFlagged),
);

const count = Number(values.updates);
if (count > 0) {
  console.log("\nThroughput, all single-chain rules, one core, eight feeds");
  const stretches = throughput(count);
  for (const { updates, perSecond, heapMb, stateBytes } of stretches) {
    console.log(
      `  ${updates.toExponential(1).padStart(8)} updates  ${Math.round(perSecond).toString().padStart(8)}/s  heap ${heapMb.toFixed(1)} MB  state ${stateBytes} bytes`,
    );
  }
  const [first] = stretches;
  const last = stretches.at(-1);
  goal(
    "at least 50,000 updates a second",
    Math.min(...stretches.map(({ perSecond }) => perSecond)) >= 50_000,
  );
  const growth = (last?.heapMb ?? 0) - (first?.heapMb ?? 0);
  goal(`heap grew by ${growth.toFixed(1)} MB after the first stretch`, growth < 5);
}

if (count > 0) {
  const { feeds, microseconds } = await whileIndexing(5000);
  console.log(
    `  while indexing: ${Math.round(microseconds)} microseconds a price, ${feeds} feeds of the asset heard`,
  );
}

if (missed.length > 0) {
  console.error(`\nMissed: ${missed.join("; ")}`);
  process.exitCode = 1;
}

function goal(text: string, isMet: boolean): void {
  console.log(`  ${isMet ? "ok    " : "MISSED"} ${text}`);
  if (!isMet) missed.push(text);
}

function labelledIds(folder: string): string[] {
  const path = join(folder, "oracle-incidents/incidents.json");
  if (!existsSync(path)) return [];
  const labels: { incidents: { id: string }[]; negatives: { id: string }[] } = JSON.parse(
    readFileSync(path, "utf8"),
  );
  return [...labels.incidents, ...labels.negatives].map(({ id }) => id);
}
