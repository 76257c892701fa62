import type { Issue, IssueCode } from "../../../../engine/result.ts";
import type { RoundReference } from "../adapter.ts";

/** Collects, over one view, what is missing or doubtful and which rounds the numbers rest on; each once. */
export interface Findings {
  readonly issues: readonly Issue[];
  readonly rounds: readonly RoundReference[];
  report(code: IssueCode, subject: string, message: string): void;
  used(round: RoundReference): void;
}

/** Starts an empty collection. */
export function startFindings(): Findings {
  const issues = new Map<string, Issue>();
  const rounds = new Map<string, RoundReference>();
  return {
    get issues() {
      return [...issues.values()];
    },
    get rounds() {
      return [...rounds.values()];
    },
    report(code, subject, message) {
      issues.set(`${code} ${subject} ${message}`, { code, subject, message });
    },
    used(round) {
      rounds.set(`${round.address} ${round.feedId}`, round);
    },
  };
}
