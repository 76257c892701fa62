/** The largest time that a column holds. */
const LATEST = 2 ** 31 - 1;

/** A time as a column can hold it: a publisher's clock can be set to anything, and an overflow would stop the indexer. */
export function storableSeconds(seconds: number): number {
  return Math.min(seconds, LATEST);
}
