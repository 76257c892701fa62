import type { FlatLeg } from "./flatBook.ts";

/** Where an instrument is held: `<netting set>/<instrument>`. */
export function legName(leg: FlatLeg): string {
  return `${leg.nettingSetId}/${leg.instrumentId}`;
}

/** A number for a sentence: cents, or four significant digits when it is small; never an exponent above that. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 1) return trimZeros(value.toFixed(2));
  return trimZeros(Number(value.toPrecision(4)).toFixed(Math.min(20, 4 - Math.floor(Math.log10(size)))));
}

/** Cents, always two digits. */
export function usd(value: number): string {
  return `${value.toFixed(2)} USD`;
}

/** Years as days for a sentence. */
export function days(years: number): string {
  return `${number(years * 365)} days`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
