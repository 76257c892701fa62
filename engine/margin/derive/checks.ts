import { type Issue, invalid } from "../../result.ts";

/** Collects what is wrong with an input, field by field, without throwing. */
export interface Checks {
  readonly issues: Issue[];
  finite(field: string, value: number): void;
  positive(field: string, value: number): void;
  nonNegative(field: string, value: number): void;
  /** A share in [0, 1], such as a feed's confidence. */
  share(field: string, value: number): void;
  /** Every member of a flat record of parameters is a finite number. */
  allFinite(field: string, record: object): void;
  add(issue: Issue): void;
}

/** Starts an empty collection of findings. */
export function startChecks(): Checks {
  const issues: Issue[] = [];
  const test = (pass: boolean, field: string, rule: string, value: unknown) => {
    if (!pass) issues.push(invalid(field, rule, value));
  };
  const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
  return {
    issues,
    finite: (field, value) => test(isNumber(value), field, "a finite number", value),
    positive: (field, value) => test(isNumber(value) && value > 0, field, "a positive number", value),
    nonNegative: (field, value) => test(isNumber(value) && value >= 0, field, "a number >= 0", value),
    share: (field, value) =>
      test(isNumber(value) && value >= 0 && value <= 1, field, "a number in [0, 1]", value),
    allFinite: (field, record) => {
      for (const [name, value] of Object.entries(record))
        test(isNumber(value), `${field}.${name}`, "a finite number", value);
    },
    add: (issue) => {
      issues.push(issue);
    },
  };
}
