import { describe, expect, it } from "vitest";
import { anomalyKey, changesBetween } from "../../../src/api/live/changes.ts";
import type { AnomalyRow } from "../../../src/api/market/judge.ts";
import { anomaly } from "../market/support.ts";

const keyed = (...rows: AnomalyRow[]) => new Map(rows.map((row) => [anomalyKey(row), row]));
const kinds = (...of: Parameters<typeof changesBetween>) =>
  changesBetween(...of).map(({ change, anomaly: row }) => [change, row.rule]);

const jump = anomaly();
const stale = anomaly({ rule: "stale" });

describe("between two looks", () => {
  it("what is new has opened, what stays says nothing", () => {
    expect(kinds(keyed(jump), keyed(jump, stale), keyed())).toEqual([["opened", "stale"]]);
    expect(kinds(keyed(jump), keyed({ ...jump }), keyed())).toEqual([]);
  });

  it("a changed severity is an update", () => {
    const worse = { ...stale, severity: "warning" as const };
    expect(kinds(keyed(stale), keyed(worse), keyed())).toEqual([["updated", "stale"]]);
  });

  it("what is gone has closed, with its closing row; without a row a reorg took it back", () => {
    const closed = { ...jump, isOpen: false, closedAt: 9 };
    expect(changesBetween(keyed(jump, stale), keyed(), keyed(closed))).toEqual([
      { change: "closed", anomaly: closed },
      { change: "withdrawn", anomaly: stale },
    ]);
  });

  it("one that closed and opened again is both", () => {
    const again = { ...jump, openedAt: jump.openedAt + 60 };
    expect(kinds(keyed(jump), keyed(again), keyed({ ...jump, isOpen: false }))).toEqual([
      ["closed", "jump"],
      ["opened", "jump"],
    ]);
  });
});
