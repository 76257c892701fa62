import { type Issue, invalid } from "../result.ts";

/** Null when `value` is a finite number, else the issue that names `field`. */
export function finite(field: string, value: number): Issue | null {
  return Number.isFinite(value) ? null : invalid(field, "a finite number", value);
}

/** Null when `value` is finite and > 0, else the issue that names `field`. */
export function positive(field: string, value: number): Issue | null {
  return Number.isFinite(value) && value > 0 ? null : invalid(field, "a finite number > 0", value);
}

/** Null when `value` is finite and >= 0, else the issue that names `field`. */
export function nonNegative(field: string, value: number): Issue | null {
  return Number.isFinite(value) && value >= 0 ? null : invalid(field, "a finite number >= 0", value);
}

/** Null when `value` lies in [low, high], else the issue that names `field`. */
export function within(field: string, value: number, low: number, high: number): Issue | null {
  return value >= low && value <= high ? null : invalid(field, `between ${low} and ${high}`, value);
}

/** Keeps the issues of a list of checks, so that one answer names every field at fault. */
export function issuesOf(...checks: readonly (Issue | null)[]): Issue[] {
  return checks.filter((check) => check !== null);
}
