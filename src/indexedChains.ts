interface Source {
  readonly chain: string | object;
}

/** The entries of the chains that are indexed. The type stays that of all: handlers are typed once for every choice. */
export function keepIndexed<ByChain extends object>(byChain: ByChain, indexed: ReadonlySet<string>): ByChain {
  return Object.fromEntries(Object.entries(byChain).filter(([chain]) => indexed.has(chain))) as ByChain;
}

/**
 * Leaves the chains that are not indexed out of every source of Ponder's config. A source that is left with none keeps
 * its name with an empty `chain`: Ponder then finds a source for every handler, which it insists on, and asks no chain
 * for it.
 */
export function onIndexedChains<Sources extends Readonly<Record<string, Source>>>(
  sources: Sources,
  indexed: ReadonlySet<string>,
): Sources {
  const kept = Object.entries(sources).map(([name, source]) => [
    name,
    typeof source.chain === "string" ? source : { ...source, chain: keepIndexed(source.chain, indexed) },
  ]);
  return Object.fromEntries(kept) as Sources;
}
