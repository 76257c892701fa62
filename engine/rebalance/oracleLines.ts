import type { FlatBook } from "./flatBook.ts";
import type { OptimiseResult } from "./optimise.ts";
import type { OracleLine, ReasonCode } from "./proposal.ts";
import { tradeBounds } from "./tradeBounds.ts";

/** Rules of the oracle watch that say only that a price is too old. */
const STALE_RULES: ReadonlySet<string | undefined> = new Set(["stale", "stale-observation"]);

/** The legs under a policy, with what the optimum without policies would trade beyond what they allow. */
export function oracleLines(book: FlatBook, free: OptimiseResult): OracleLine[] {
  return book.legs.flatMap((leg, i): OracleLine[] => {
    const { oracle, instrumentId, nettingSetId } = leg;
    if (oracle.policy === "use") return [];
    const wanted = free.kind === "optimum" ? (free.plan.trades[i] ?? 0) : 0;
    const { lower, upper } = tradeBounds(leg, "all");
    const allowed = Math.max(lower, Math.min(upper, wanted));
    return [
      {
        instrumentId,
        nettingSetId,
        policy: oracle.policy,
        reason: oracle.reason,
        ...(oracle.rule === undefined ? {} : { rule: oracle.rule }),
        withheldQuantity: wanted - allowed,
      },
    ];
  });
}

/** Whether all that is withheld is withheld for the age of its price. */
export function withheldCode(oracle: readonly OracleLine[]): ReasonCode {
  const withheld = oracle.filter(({ withheldQuantity }) => withheldQuantity !== 0);
  const isAge = withheld.length > 0 && withheld.every(({ rule }) => STALE_RULES.has(rule));
  return isAge ? "STALE_ORACLE" : "ORACLE_POLICY";
}
