import type { JsonObject } from "../../ledger/json.ts";
import type { RuleIdentity } from "./rule.ts";
import type { Finding } from "./verdict.ts";

/**
 * What is behind a feed changed: aggregator, phase, heartbeat, deviation threshold, signers, decimals, bounds, caps. Info; a
 * warning for changes that alter what a number means or what can be reported (decimals, bounds, rate snapshots): the feed is
 * not to be trusted with its scale until three good updates.
 *
 * Definition: any field of the configuration differs, or an update comes from an aggregator or phase not seen lately. Source:
 * 877 recorded changes in 13 months over 951 Chainlink feeds: 413 replaced aggregators (375 of them in April 2026, all
 * silent), 50 bounds, 15 heartbeats, 14 thresholds, 14 decimals.
 */
export const configChange: RuleIdentity = { name: "config-change", openAfter: 1, closeAfter: 3 };

const SCALE_FIELDS = new Set(["decimals", "cap", "minAnswer", "maxAnswer", "rateBound"]);

export function configFinding(
  feed: string,
  before: JsonObject,
  after: JsonObject,
  rounds: readonly JsonObject[],
): Finding {
  const fields = Object.keys(after);
  return {
    severity: fields.some((field) => SCALE_FIELDS.has(field)) ? "warning" : "info",
    message: `${feed}: ${fields.join(", ")} changed`,
    evidence: { before, after, rounds },
  };
}
