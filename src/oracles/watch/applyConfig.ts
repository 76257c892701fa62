import type { JsonObject, JsonValue } from "../../ledger/json.ts";
import { configChange, configFinding } from "../checks/configChange.ts";
import { labelOf } from "../checks/profile.ts";
import { capBelowRate, type RateBoundParameters, rateBound } from "../checks/rateBound.ts";
import { roundOf } from "../checks/reading.ts";
import type { AnomalyChange } from "./anomaly.ts";
import { type FeedRecord, note } from "./feed.ts";
import type { ConfigUpdate } from "./parseConfig.ts";

/** Records a change of a feed's configuration and judges by it from now on. A change to what already holds is none. */
export function applyConfig(
  record: FeedRecord,
  change: ConfigUpdate,
  parameters: RateBoundParameters,
  changes: AnomalyChange[],
): void {
  const { profile, state } = record;
  const known: Readonly<Record<string, unknown>> = { ...profile };
  const before: Record<string, JsonValue> = {};
  const after: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(change.fields)) {
    const old = known[field] === undefined ? null : toJson(known[field]);
    if (field in change.profile && JSON.stringify(old) === JSON.stringify(value)) continue;
    before[field] = old;
    after[field] = value;
  }
  if (Object.keys(after).length === 0) return;
  const rounds: JsonObject[] = state.last === null ? [] : [roundOf(profile, state.last)];
  note(record, configChange, configFinding(labelOf(profile), before, after, rounds), change.time, changes);
  record.profile = { ...profile, ...change.profile };
  if (change.profile.rateBound !== undefined) {
    const verdict = capBelowRate(record.profile, state.last, change.time, parameters);
    note(record, rateBound, verdict, change.time, changes);
  }
}

function toJson(value: unknown): JsonValue {
  const parsed: JsonValue = JSON.parse(JSON.stringify(value));
  return parsed;
}
