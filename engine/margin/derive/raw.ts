import type { Checks } from "./checks.ts";

/** An integer as the chain or a JSON file gives it: a bigint or decimal digits. */
export type RawInteger = bigint | string;

const DECIMALS = 18;

/**
 * Reads an 18-decimal fixed-point integer as the nearest double (a division by 1e18 would round twice).
 * Anything but an integer adds a finding for `field` and gives NaN.
 */
export function fromFixed18(checks: Checks, field: string, raw: RawInteger | undefined): number {
  const text = String(raw);
  if (!/^-?\d+$/.test(text)) {
    const message = `${field} must be an integer with 18 implied decimals, got ${text}`;
    checks.add({ code: "INVALID_INPUT", field, message });
    return Number.NaN;
  }
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.replace("-", "").padStart(DECIMALS + 1, "0");
  return Number(`${sign}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`);
}

/**
 * Reads a contract struct, given as its members in order, into a record of doubles. A missing or surplus member
 * adds a finding, so that a struct of another version is not read askew.
 */
export function structFromFixed18<Name extends string>(
  checks: Checks,
  field: string,
  names: readonly Name[],
  raw: readonly RawInteger[],
): Record<Name, number> {
  if (raw.length !== names.length) {
    const message = `${field} must have ${names.length} members, got ${raw.length}`;
    checks.add({ code: "INVALID_INPUT", field, message });
  }
  const entries = names.map((name, i) => [name, fromFixed18(checks, `${field}.${name}`, raw[i])] as const);
  return Object.fromEntries(entries) as Record<Name, number>;
}
