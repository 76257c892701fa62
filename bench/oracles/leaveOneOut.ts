import { type ParameterOverrides, parametersOf } from "../../src/oracles/watch/rules.ts";
import type { Scenario } from "./scenario.ts";
import { episodes, isFlagged, isTrue, replay } from "./score.ts";

/** How much wider than the defaults the limits of a run are. */
const SCALES = [0.5, 0.7, 1, 1.4, 2] as const;

/** Whether an incident is still flagged when the limits are chosen without it. */
export interface LeftOut {
  readonly id: string;
  /** The scale that the other scenarios choose; null when they rule out all of them. */
  readonly scale: number | null;
  readonly isFlagged: boolean;
}

interface Run {
  readonly scale: number;
  readonly flagged: ReadonlySet<string>;
  readonly falseCriticals: number;
}

/**
 * Chooses the scale of all limits from every scenario but one, and asks whether the one left out is flagged with it. The
 * choice: scales that flag every other incident and raise no false critical on calm data; of those the middle one.
 */
export function leaveOneOut(scenarios: readonly Scenario[]): LeftOut[] {
  const incidents = scenarios.filter(({ role }) => role === "incident");
  const runs = SCALES.map((scale) => runAt(scale, scenarios));
  return incidents.map(({ id }) => {
    const others = incidents.filter((incident) => incident.id !== id);
    const feasible = runs.filter(
      ({ flagged, falseCriticals }) => falseCriticals === 0 && others.every((other) => flagged.has(other.id)),
    );
    const chosen = feasible[Math.floor((feasible.length - 1) / 2)];
    return { id, scale: chosen?.scale ?? null, isFlagged: chosen?.flagged.has(id) ?? false };
  });
}

function runAt(scale: number, scenarios: readonly Scenario[]): Run {
  const flagged = new Set<string>();
  let falseCriticals = 0;
  for (const scenario of scenarios) {
    const run = replay(scenario, scaledLimits(scale));
    if (scenario.role === "incident" && isFlagged(run)) flagged.add(scenario.id);
    if (scenario.label !== null) continue;
    const criticals = episodes(run.alarms).filter(({ severity }) => severity === "critical");
    falseCriticals += criticals.filter((alarm) => !isTrue(scenario, alarm)).length;
  }
  return { scale, flagged, falseCriticals };
}

/** Every limit on a size, times `scale`. Counts, windows and shares are no sizes and stay. */
function scaledLimits(scale: number): ParameterOverrides {
  const p = parametersOf();
  const times = (value: number) => value * scale;
  const peg = {
    info: times(p.depeg.info),
    warning: times(p.depeg.warning),
    critical: times(p.depeg.critical),
  };
  return {
    clamp: { nearness: times(p.clamp.nearness) },
    crossChain: { margin: times(p.crossChain.margin) },
    crossSource: { margin: times(p.crossSource.margin) },
    depeg: peg,
    singleVenueDepeg: peg,
    flashSizeMove: {
      warning: times(p.flashSizeMove.warning),
      critical: times(p.flashSizeMove.critical),
    },
    frozen: { margin: times(p.frozen.margin) },
    jump: { floor: times(p.jump.floor), large: times(p.jump.large), score: times(p.jump.score) },
    observerDispersion: {
      spread: times(p.observerDispersion.spread),
      gapInBands: times(p.observerDispersion.gapInBands),
    },
    rateBound: {
      largestFall: times(p.rateBound.largestFall),
      marketDistance: times(p.rateBound.marketDistance),
    },
    scaleError: { impossibleFactor: times(p.scaleError.impossibleFactor) },
    twapDeviation: {
      major: times(p.twapDeviation.major),
      tail: times(p.twapDeviation.tail),
      impossible: times(p.twapDeviation.impossible),
    },
    wideConfidence: { maxConfidence: times(p.wideConfidence.maxConfidence) },
  };
}
