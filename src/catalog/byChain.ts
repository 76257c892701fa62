/** The same record with every value replaced by what `of` makes of it. */
export function mapChains<Chain extends string, Value, Result>(
  byChain: Readonly<Record<Chain, Value>>,
  of: (value: Value, chain: Chain) => Result,
): Record<Chain, Result> {
  const entries = Object.entries<Value>(byChain).map(([chain, value]) => [chain, of(value, chain as Chain)]);
  return Object.fromEntries(entries);
}
