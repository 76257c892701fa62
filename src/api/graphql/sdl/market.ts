/** What chains say of an asset, and what is indexed. */
export const marketTypeDefs = /* GraphQL */ `
  "Weighted median of the feeds in USD that the policy hears"
  type PriceConsensus {
    priceUsd: Float!
    "Relative standard deviation: bands, confidence, age and the dispersion between sources"
    uncertainty: Float!
    dispersion: Float!
    "How many feeds are heard"
    sources: Int!
  }

  """
  Volatility a year, as a fraction, from the indexed days of one feed.
  """
  type MarketVolatility {
    "Of the last 30 days"
    realised: Float!
    "Of the next day"
    forecast: Float!
    "log-har, or ewma on short histories"
    method: String!
    "Days it rests on"
    bars: Int!
    "Chance that the market is in the turbulent of two states; null on histories under 120 days"
    turbulentProbability: Float
    chainId: Int!
    address: String!
    feedId: String!
  }

  """
  A Uniswap pool that prices the asset. Amounts are in units of its quote; a USD stablecoin counts as USD.
  """
  type PoolLiquidity {
    chainId: Int!
    address: String!
    "The pool's address (v3) or id (v4)"
    pool: String!
    family: String!
    quote: String!
    "Null before the first swap that was indexed"
    mid: Float
    "Of the input, as a fraction; of a v4 pool what its last swap paid"
    fee: Float!
    "At 0.5, 1, 2 and 5 %; empty while the pool's ticks do not add up"
    depth: [PoolDepth!]!
    "What trades of some sizes do, up to 20 sizes"
    impact(sizes: [Float!]!): [PoolImpact!]!
    "A year, of the five-minute closes among the newest 2,000 swaps; null below ten"
    realisedVolatility: Float
    "The part of that variance that came in jumps"
    jumpShare: Float
    swappedAt: Int
    blockNumber: Int!
    timestamp: Int!
    warnings: [Warning!]!
  }

  "Quote that changes hands until the price has moved by a fraction, fee excluded"
  type PoolDepth {
    move: Float!
    "What sellers of the asset take out until its price has fallen by the move"
    bid: Float!
    "What buyers of the asset pay in until its price has risen by the move"
    ask: Float!
  }

  "Average price over the mid, less 1, fee included; null where the pool cannot fill the trade"
  type PoolImpact {
    "In units of the quote"
    size: Float!
    buy: Float
    sell: Float
  }

  type Smile {
    chainId: Int!
    venue: String!
    marketId: String!
    expiry: Int!
    model: String!
    forwardUsd: Float
    atmVolatility: Float
    publishedAt: Int!
  }

  type Market {
    underlying: String!
    "The consensus price; null when no feed can be heard"
    spotUsd: Float
    consensus: PriceConsensus
    feeds: [MarketFeed!]!
    smiles: [Smile!]!
    "Open ones of its feeds"
    anomalies: [oracleAnomaly!]!
    divergences: [FeedDivergence!]!
    "Null while too few days are indexed"
    volatility: MarketVolatility
    liquidity: [PoolLiquidity!]!
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }

  type ChainCoverage {
    chainId: Int!
    chain: String!
    label: String!
    "False for an optional chain without an RPC URL: nothing of it is indexed"
    isIndexed: Boolean!
    asOf: AsOf
    venues: [VenueCoverage!]!
    feeds: [FeedHealth!]!
  }

  type VenueCoverage {
    venue: String!
    "True when positions can be valued, not only indexed"
    isValued: Boolean!
    markets: Int!
    "Markets of assets that the catalog does not know: their positions are indexed and stay unpriced"
    unknownMarkets: Int!
    openPositions: Int!
    integrityAnomalies: Int!
  }

  type Coverage {
    chains: [ChainCoverage!]!
  }
`;
