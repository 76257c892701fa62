/** Price feeds, their health, and what is open against them. */
export const feedTypeDefs = /* GraphQL */ `
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

  """
  What an anomaly does to the numbers. use; widen: counts with more variance; reduceOnly: trades that lower risk only;
  exclude: not in the consensus; freeze: no trade in the market.
  """
  enum OracleAction { use widen reduceOnly exclude freeze }

  type OracleReason {
    rule: String!
    severity: String!
    message: String!
    action: OracleAction!
  }

  """
  A price feed of an asset with its health now, what is open against it and what the policy makes of that.
  """
  type MarketFeed {
    chainId: Int!
    address: String!
    feedId: String!
    family: String!
    quote: String!
    "In units of the quote"
    price: Float
    priceUsd: Float
    "Half the band that the oracle gives, in units of the quote"
    confidence: Float
    "Move that forces an update, as a fraction; 0 where none is promised"
    deviation: Float!
    roundId: String
    publishedAt: Int
    ageSeconds: Int
    heartbeatSeconds: Int
    status: FeedStatus!
    action: OracleAction!
    reasons: [OracleReason!]!
    "Share of the consensus"
    weight: Float!
    "Newest first; up to 100"
    rounds(first: Int): [FeedRound!]!
    "The other feeds of the asset in the same quote, on all chains"
    peers: [FeedPeer!]!
  }

  type FeedRound {
    roundId: String!
    "In units of the quote"
    price: Float!
    publishedAt: Int!
    blockNumber: Int!
    timestamp: Int!
    transactionHash: String!
    "What every publisher said, where the event tells"
    observations: [Float!]
  }

  type FeedPeer {
    chainId: Int!
    address: String!
    feedId: String!
    family: String!
    price: Float
    ageSeconds: Int
    status: FeedStatus!
    "This feed's price over the peer's, less 1"
    apart: Float
  }

  "Feeds of one family that differ between chains; computed from the rows of both, never stored"
  type FeedDivergence {
    rule: String!
    severity: String!
    chainId: Int!
    address: String!
    feedId: String!
    since: Int!
    message: String!
    "One a chain"
    rounds: [DivergentRound!]!
  }

  type DivergentRound {
    chainId: Int!
    address: String!
    feedId: String!
    roundId: String
    publishedAt: Int!
    price: Float!
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
`;
