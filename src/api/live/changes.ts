import type { AnomalyRow } from "../market/judge.ts";

/** What subscribers are told of an anomaly. `withdrawn`: a reorg took it back, it never was. */
export interface LiveChange {
  readonly change: "opened" | "updated" | "closed" | "withdrawn";
  readonly anomaly: AnomalyRow;
}

/** Open anomalies by key. */
export type OpenAnomalies = ReadonlyMap<string, AnomalyRow>;

/** The primary key as one string. */
export function anomalyKey({ chainId, address, feedId, rule, openedAt }: AnomalyRow): string {
  return `${chainId}:${address}:${feedId}:${rule}:${openedAt}`;
}

/**
 * What happened between two looks at the open anomalies.
 * @param closed rows of those that are open no more, as far as they are still there
 */
export function changesBetween(
  before: OpenAnomalies,
  after: OpenAnomalies,
  closed: OpenAnomalies,
): LiveChange[] {
  const changes: LiveChange[] = [];
  for (const [key, anomaly] of before) {
    if (after.has(key)) continue;
    const row = closed.get(key);
    changes.push(row === undefined ? { change: "withdrawn", anomaly } : { change: "closed", anomaly: row });
  }
  for (const [key, anomaly] of after) {
    const known = before.get(key);
    if (known === undefined) changes.push({ change: "opened", anomaly });
    else if (known.severity !== anomaly.severity || known.updatedAt !== anomaly.updatedAt) {
      changes.push({ change: "updated", anomaly });
    }
  }
  return changes;
}
