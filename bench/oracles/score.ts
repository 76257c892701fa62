import type { Severity } from "../../src/oracles/checks/verdict.ts";
import type { ParameterOverrides } from "../../src/oracles/watch/rules.ts";
import { createWatch } from "../../src/oracles/watch/watch.ts";
import type { Scenario } from "./scenario.ts";

/** A severity that an anomaly reached. */
export interface Alarm {
  readonly rule: string;
  readonly feed: string;
  readonly severity: Severity;
  readonly time: number;
  /** Updates of the counted feed since the first bad one: 0 is the same update. */
  readonly updates: number;
}

export interface Replay {
  readonly scenario: Scenario;
  readonly alarms: readonly Alarm[];
  readonly updates: number;
  readonly rejected: number;
  /** Observed time of all feeds together, in months of 30.44 days. */
  readonly feedMonths: number;
}

const MONTH_SECONDS = 30.44 * 86_400;
/** Alarms of one feed and rule this close together are one episode. */
const EPISODE_SECONDS = 600;
const CLOCK_SECONDS = 60;
/** A clock over longer gaps adds nothing but time. */
const MOST_TICKS = 240;

/** Runs a scenario through a new watch, with a clock that ticks every minute between updates. */
export function replay(scenario: Scenario, parameters: ParameterOverrides = {}): Replay {
  const watch = createWatch(scenario.profiles, { parameters });
  const alarms: Alarm[] = [];
  const seen = new Map<string, { first: number; last: number }>();
  const { label } = scenario;
  let updates = 0;
  let counted = -1;
  let rejected = 0;
  let clock: number | null = null;
  for (const step of scenario.steps) {
    const gap = clock === null ? 0 : step.time - clock;
    const pace = Math.max(CLOCK_SECONDS, gap / MOST_TICKS);
    if (clock !== null) {
      for (let at = clock + pace; at < step.time; at += pace) collect(watch.tick(Math.floor(at)).changes);
    }
    clock = Math.max(clock ?? step.time, step.time);
    if (step.kind === "update") {
      updates += 1;
      const key = `${step.input.chainId}:${step.input.feed}`;
      const span = seen.get(key);
      seen.set(key, { first: span?.first ?? step.time, last: step.time });
      if (label !== null && step.input.feed === label.counted && step.time >= label.start) counted += 1;
    }
    const result = step.kind === "update" ? watch.update(step.input) : watch.configure(step.input);
    if (result.rejection !== null) rejected += 1;
    collect(result.changes);
  }
  const feedMonths =
    [...seen.values()].reduce((sum, { first, last }) => sum + (last - first), 0) / MONTH_SECONDS;
  return { scenario, alarms, updates, rejected, feedMonths };

  function collect(changes: ReturnType<typeof watch.tick>["changes"]): void {
    for (const { change, anomaly } of changes) {
      if (change === "closed") continue;
      const { rule, feed, severity, updatedAt: time } = anomaly;
      alarms.push({ rule, feed, severity, time, updates: Math.max(counted, 0) });
    }
  }
}

/** Alarms of one feed, rule and severity less than ten minutes apart, as one: the first of each. */
export function episodes(alarms: readonly Alarm[]): Alarm[] {
  const last = new Map<string, number>();
  return alarms.filter(({ feed, rule, severity, time }) => {
    const key = JSON.stringify([feed, rule, severity]);
    const before = last.get(key);
    last.set(key, time);
    return before === undefined || time - before >= EPISODE_SECONDS;
  });
}

/** Whether an alarm is right: announced, or inside the label's window and of a class that the label names. */
export function isTrue({ label, announced }: Scenario, { rule, time }: Alarm): boolean {
  if (announced?.includes(rule)) return true;
  if (label === null || time < label.start || time > (label.end ?? Number.POSITIVE_INFINITY)) return false;
  return label.expected.includes(rule) || label.alsoTrue.includes(rule);
}

export interface Detection {
  readonly rule: string;
  /** The first alarm of at least a warning; null when missed. */
  readonly first: Alarm | null;
  readonly firstCritical: Alarm | null;
}

/** How each documented class of an incident was found. */
export function detections({ scenario, alarms }: Replay): Detection[] {
  return (scenario.label?.expected ?? []).map((rule) => {
    const hits = alarms.filter(
      (alarm) =>
        alarm.rule === rule &&
        isTrue(scenario, alarm) &&
        (alarm.severity !== "info" || rule === "config-change"),
    );
    const critical = hits.find(({ severity }) => severity === "critical");
    return { rule, first: hits[0] ?? null, firstCritical: critical ?? null };
  });
}

/** Flagged: a fault by a critical alarm, a true depeg by a warning, of a class that the label names. */
export function isFlagged(run: Replay): boolean {
  const isFault = run.scenario.label?.isFault ?? false;
  return detections(run).some(({ first, firstCritical }) => (isFault ? firstCritical : first) !== null);
}
