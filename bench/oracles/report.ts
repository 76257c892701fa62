import { detections, episodes, isFlagged, isTrue, type Replay } from "./score.ts";

/** Replays of one incident, trap or history together. */
export interface Group {
  readonly id: string;
  readonly runs: readonly Replay[];
}

export function grouped(runs: readonly Replay[]): Group[] {
  const groups = new Map<string, Replay[]>();
  for (const run of runs) groups.set(run.scenario.id, [...(groups.get(run.scenario.id) ?? []), run]);
  return [...groups].map(([id, list]) => ({ id, runs: list }));
}

/** One line an incident, and one a documented class. */
export function incidentLines(runs: readonly Replay[]): string[] {
  return runs.flatMap((run) => {
    const { scenario } = run;
    const kind = [scenario.basis, scenario.isExcerpt ? "excerpt" : null].filter(Boolean).join(", ");
    const classes = detections(run).map(({ rule, first, firstCritical }) => {
      if (first === null) return `    ${rule.padEnd(24)} MISSED`;
      const seconds = first.time - (scenario.label?.start ?? first.time);
      const critical =
        firstCritical === null
          ? ""
          : firstCritical === first
            ? ""
            : `; critical after ${firstCritical.updates}`;
      return `    ${rule.padEnd(24)} ${first.severity.padEnd(8)} after ${first.updates} updates, ${seconds} s${critical}`;
    });
    return [
      `  ${isFlagged(run) ? "flagged" : "MISSED "} ${scenario.id} (${kind}): ${scenario.about}`,
      ...classes,
    ];
  });
}

/** One line a calm history or trap. */
export function calmLines(groups: readonly Group[]): string[] {
  return groups.map(({ id, runs }) => {
    const updates = runs.reduce((sum, run) => sum + run.updates, 0);
    const months = runs.reduce((sum, run) => sum + run.feedMonths, 0);
    const alarms = runs.flatMap((run) => episodes(run.alarms));
    const count = (severity: string) => alarms.filter((alarm) => alarm.severity === severity).length;
    const kind = runs.some(({ scenario }) => scenario.isExcerpt) ? ", excerpt" : "";
    return `  ${String(count("critical")).padStart(3)} critical ${String(count("warning")).padStart(4)} warning ${String(count("info")).padStart(4)} info  in ${String(updates).padStart(6)} updates, ${months.toFixed(2).padStart(6)} feed-months  ${id}${kind}`;
  });
}

/** Precision, recall, delay and false alarms by rule over all runs. */
export function ruleLines(runs: readonly Replay[]): string[] {
  const calm = runs.filter(({ scenario }) => scenario.label === null);
  const months = calm.reduce((sum, run) => sum + run.feedMonths, 0);
  const all = runs.flatMap((run) =>
    episodes(run.alarms).map((alarm) => ({
      alarm,
      isRight: isTrue(run.scenario, alarm),
      isCalm: run.scenario.label === null,
    })),
  );
  const found = runs.filter(({ scenario }) => scenario.role === "incident").flatMap(detections);
  const rules = [
    ...new Set([...all.map(({ alarm }) => alarm.rule), ...found.map(({ rule }) => rule)]),
  ].sort();
  const header =
    "  rule                       found/documented   updates  critical right/all   warning+ false per feed-month";
  return [
    header,
    ...rules.map((rule) => {
      const documented = found.filter((detection) => detection.rule === rule);
      const hits = documented.flatMap(({ first }) => first ?? []);
      const worst = hits.length === 0 ? "-" : String(Math.max(...hits.map(({ updates }) => updates)));
      const criticals = all.filter(({ alarm }) => alarm.rule === rule && alarm.severity === "critical");
      const noise = all.filter(
        ({ alarm, isCalm, isRight }) =>
          isCalm && !isRight && alarm.rule === rule && alarm.severity !== "info",
      ).length;
      const recall = documented.length === 0 ? "-" : `${hits.length}/${documented.length}`;
      const right = criticals.filter(({ isRight }) => isRight).length;
      return `  ${rule.padEnd(26)} ${recall.padStart(12)} ${worst.padStart(12)} ${`${right}/${criticals.length}`.padStart(15)} ${(noise / months).toFixed(3).padStart(20)}`;
    }),
  ];
}

export interface Totals {
  readonly flagged: number;
  readonly incidents: number;
  readonly classesFound: number;
  readonly classes: number;
  readonly criticals: number;
  readonly rightCriticals: number;
  readonly criticalsOnCalm: number;
  readonly calmMonths: number;
  readonly warningsOnCalm: number;
}

export function totals(runs: readonly Replay[]): Totals {
  const incidents = runs.filter(({ scenario }) => scenario.role === "incident");
  const found = incidents.flatMap(detections);
  const calm = runs.filter(({ scenario }) => scenario.label === null);
  const criticals = runs.flatMap((run) =>
    episodes(run.alarms)
      .filter(({ severity }) => severity === "critical")
      .map((alarm) => isTrue(run.scenario, alarm)),
  );
  const onCalm = calm.flatMap((run) => episodes(run.alarms).filter((alarm) => !isTrue(run.scenario, alarm)));
  return {
    flagged: incidents.filter(isFlagged).length,
    incidents: incidents.length,
    classesFound: found.filter(({ first }) => first !== null).length,
    classes: found.length,
    criticals: criticals.length,
    rightCriticals: criticals.filter(Boolean).length,
    criticalsOnCalm: onCalm.filter(({ severity }) => severity === "critical").length,
    calmMonths: calm.reduce((sum, run) => sum + run.feedMonths, 0),
    warningsOnCalm: onCalm.filter(({ severity }) => severity === "warning").length,
  };
}

/** Rules that one update proves. */
const HARD_RULES = new Set([
  "clamp",
  "flash-size-move",
  "invalid",
  "observer-dispersion",
  "out-of-order",
  "rate-bound",
  "scale-error",
  "twap-deviation",
  "twap-window",
  "wide-confidence",
]);

/** The latest first alarms of hard rules and of all others, in updates after the first bad one. */
export function worstDelays(runs: readonly Replay[]): { readonly hard: number; readonly others: number } {
  const found = runs.filter(({ scenario }) => scenario.role === "incident").flatMap(detections);
  const worst = (isHard: boolean) =>
    Math.max(
      ...found.flatMap(({ rule, first }) =>
        first !== null && HARD_RULES.has(rule) === isHard ? first.updates : [],
      ),
    );
  return { hard: worst(true), others: worst(false) };
}
