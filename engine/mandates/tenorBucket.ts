import { type Issue, invalid } from "../result.ts";
import type { Holding } from "./holding.ts";

/** Times to expiry that a mandate treats alike: `minimumDays <= days < maximumDays`. */
export interface TenorBucket {
  /** Unique, such as `30d-90d`. */
  readonly name: string;
  readonly minimumDays: number;
  /** Null: no end. */
  readonly maximumDays: number | null;
}

const DAYS_PER_YEAR = 365;

/** Whether a leg expires inside a bucket; what never expires is in none. */
export function isInBucket({ yearsToExpiry }: Holding, { minimumDays, maximumDays }: TenorBucket): boolean {
  if (yearsToExpiry === null) return false;
  const days = yearsToExpiry * DAYS_PER_YEAR;
  return days >= minimumDays && days < (maximumDays ?? Number.POSITIVE_INFINITY);
}

/** What is wrong with a bucket, as issues whose fields start with `path`. */
export function checkBucket({ minimumDays, maximumDays }: TenorBucket, path: string): Issue[] {
  const issues: Issue[] = [];
  if (!(minimumDays >= 0 && Number.isFinite(minimumDays)))
    issues.push(invalid(`${path}.minimumDays`, "finite and >= 0", minimumDays));
  if (maximumDays !== null && !(maximumDays > minimumDays && Number.isFinite(maximumDays)))
    issues.push(invalid(`${path}.maximumDays`, "null or finite and > minimumDays", maximumDays));
  return issues;
}
