/** What chains say of an asset, oracle anomalies, and what is indexed. */
export const marketTypeDefs = /* GraphQL */ `
  """
  A price feed and its health now.
  """
  type FeedHealth {
    chainId: Int!
    address: String!
    feedId: String!
    family: String!
    "What the price is in; priceUsd is null unless it is USD"
    quote: String!
    priceUsd: Float
    roundId: String
    publishedAt: Int
    ageSeconds: Int
    heartbeatSeconds: Int
    status: FeedStatus!
  }

  """
  healthy; stale: older than its own heartbeat plus grace; unscheduled: publishes only when somebody trades, so its age
  says nothing; silent: no update since indexing began.
  """
  enum FeedStatus { healthy stale unscheduled silent }

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
    "Median of the feeds that are not stale; null when there is none"
    spotUsd: Float
    feeds: [FeedHealth!]!
    smiles: [Smile!]!
    anomalies: [oracleAnomaly!]!
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }

  type OracleAnomalyEdge {
    cursor: String!
    node: oracleAnomaly!
  }

  type OracleAnomalyConnection {
    edges: [OracleAnomalyEdge!]!
    pageInfo: PageInfoRelay!
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
