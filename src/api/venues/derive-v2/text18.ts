import { toNumber } from "../../../toNumber.ts";

/** A decimal string of 18 implied decimals, as running state and smiles keep them; NaN for anything else. */
export function fromText18(text: unknown): number {
  return typeof text === "string" && /^-?\d+$/.test(text) ? toNumber(BigInt(text), 18) : Number.NaN;
}
