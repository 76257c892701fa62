/**
 * The double nearest to a fixed-point integer. Going through decimal digits rounds once; dividing the integer's own
 * double by a power of ten would round twice.
 */
export function toNumber(value: bigint, decimals: number): number {
  if (decimals === 0) return Number(value);
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  return Number(`${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}

/** The same for a decimal string of 18 implied decimals, as running state and smiles keep them; NaN for anything else. */
export function fromText18(text: unknown): number {
  return typeof text === "string" && /^-?\d+$/.test(text) ? toNumber(BigInt(text), 18) : Number.NaN;
}
