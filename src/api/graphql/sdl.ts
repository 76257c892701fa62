/**
 * The risk types, beside the indexed entities that Ponder adds. Units on the wire: prices, notional, margin and P&L in
 * USD; vega per volatility point, theta and carry per day, rho per 1 %; amounts as decimal strings.
 */
export const riskTypeDefs = /* GraphQL */ `
  """
  An EVM address: accepted in any case, returned in lower case.
  """
  scalar Address

  enum GreeksBy { TOTAL UNDERLYING VENUE CHAIN TENOR INSTRUMENT NETTING_SET }
  enum Severity { info warning critical }
  enum RebalanceAction { TRADE NO_TRADE PARTIAL INFEASIBLE BLOCKED_BY_ORACLE }

  """
  How far a chain is indexed; numbers of that chain are as of this block.
  """
  type AsOf {
    chainId: Int!
    chain: String!
    blockNumber: Int!
    timestamp: Int!
    finalizedBlockNumber: Int!
    isFinalized: Boolean!
  }

  """
  Something missing, stale, unpriced or not modelled. Nothing is left out without one of these.
  """
  type Warning {
    code: String!
    message: String!
    subject: String
    field: String
  }

  """
  An oracle update that a number rests on.
  """
  type OracleRoundReference {
    chainId: Int!
    address: String!
    feedId: String!
    roundId: String!
    publishedAt: Int!
  }

  """
  Sensitivities of a group. delta and gamma are in base units and so null for a group of several underlyings.
  """
  type Greeks {
    key: String!
    valueUsd: Float!
    delta: Float
    deltaPa: Float
    deltaUsd: Float!
    gamma: Float
    gammaUsd1Pct: Float!
    "USD per volatility point (0.01)"
    vega: Float!
    "USD per day"
    theta: Float!
    "USD per 1 % of rate at a fixed spot"
    rhoSpot: Float!
    "USD per 1 % of rate at a fixed forward"
    rhoForward: Float!
    "Funding and borrow in USD per day, paid < 0 < received"
    carry: Float!
  }

  """
  gross >= enforceable >= informational. trappedHedge is the part of a hedge that no venue recognises.
  """
  type Netting {
    grossUsd: Float!
    enforceableUsd: Float!
    informationalUsd: Float!
    trappedHedgeUsd: Float!
    ratio: Float
    byUnderlying: [UnderlyingNetting!]!
    sets: [SetNetting!]!
  }

  type UnderlyingNetting {
    underlying: String!
    netUsd: Float!
    grossUsd: Float!
    enforceableUsd: Float!
    informationalUsd: Float!
    trappedHedgeUsd: Float!
    ratio: Float
  }

  type SetNetting {
    nettingSetId: String!
    underlying: String!
    grossUsd: Float!
    netUsd: Float!
  }

  type MarginTerm {
    name: String!
    initialUsd: Float!
    maintenanceUsd: Float!
  }

  """
  Margin of one netting set by its venue's own rule. Numbers are null when it cannot be computed; issues say why.
  """
  type SetMargin {
    nettingSetId: String!
    chainId: Int!
    venue: String!
    account: String!
    marginMode: String!
    model: String
    initialUsd: Float
    maintenanceUsd: Float
    equityUsd: Float
    "(equity - maintenance), the loss that is left before liquidation"
    headroomUsd: Float
    liquidationPriceUsd: Float
    "(liquidation price / present price) - 1"
    liquidationDistance: Float
    worstScenario: String
    terms: [MarginTerm!]!
    issues: [Warning!]!
  }

  """
  Sums over the sets that could be computed; null when any could not.
  """
  type Margin {
    initialUsd: Float
    maintenanceUsd: Float
    equityUsd: Float
    sets: [SetMargin!]!
  }

  type Account {
    owner: Address!
    accounts: [venueAccount!]!
    positions: [position!]!
    collateral: [collateralBalance!]!
    greeks(by: GreeksBy = TOTAL): [Greeks!]!
    netting: Netting!
    margin: Margin!
    oracleRounds: [OracleRoundReference!]!
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }

  """
  A price feed and its health now.
  """
  type FeedHealth {
    chainId: Int!
    address: String!
    feedId: String!
    family: String!
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

  type PageInfoRelay {
    hasNextPage: Boolean!
    endCursor: String
  }

  type OracleAnomalyConnection {
    edges: [OracleAnomalyEdge!]!
    pageInfo: PageInfoRelay!
    asOf: [AsOf!]!
  }

  input MandateInput {
    "Days over which released margin and carry count; costs are paid once"
    horizonDays: Float = 30
    "Yearly charge on margin that is tied up, per 1.00"
    marginChargeRate: Float = 0.1
  }

  """
  The sums behind a decision, USD over the horizon; marginReleasedUsd is USD of margin.
  """
  type DecisionTerms {
    marginReleasedUsd: Float!
    marginReleaseValueUsd: Float!
    carryUsd: Float!
    feesUsd: Float!
    spreadUsd: Float!
  }

  """
  Of the orders, or of the best trades that were turned down when there are none.
  """
  type RebalanceDecision {
    action: RebalanceAction!
    reasonCode: String!
    reason: String!
    benefitUsd: Float!
    costUsd: Float!
    netUsd: Float!
    terms: DecisionTerms!
  }

  type RebalanceOrder {
    instrumentId: String!
    nettingSetId: String!
    "Base units, buy > 0"
    quantity: Float!
    notionalUsd: Float!
    costUsd: Float!
    "Change of its set's requirement that goes back to this order"
    marginImpactUsd: Float!
    reason: String!
  }

  type RebalanceSetMargin {
    nettingSetId: String!
    equityUsd: Float!
    marginBeforeUsd: Float!
    marginAfterUsd: Float!
  }

  type GreekLine {
    underlying: String!
    greek: String!
    before: Float!
    after: Float!
    "What lots leave"
    residual: Float!
    tolerance: Float!
  }

  type RebalanceConstraint {
    id: String!
    kind: String!
    value: Float!
    lower: Float
    upper: Float
    binding: Boolean!
    "Net benefit per unit by which the limit is relaxed, USD"
    shadowPrice: Float!
    unit: String!
  }

  type RebalanceOracleLine {
    instrumentId: String!
    nettingSetId: String!
    policy: String!
    reason: String!
    "Base units that the proposal would trade without the policy"
    withheldQuantity: Float!
  }

  type Relaxation {
    constraintId: String!
    by: Float!
    unit: String!
    text: String!
  }

  type Infeasibility {
    conflict: [String!]!
    cheapestRelaxation: [Relaxation!]!
  }

  """
  What was checked about the solver's answer, in scaled units: no answer is used unless it passed.
  """
  type RebalanceCertificate {
    solver: String!
    iterations: Int!
    primalResidual: Float!
    dualResidual: Float!
    complementarity: Float!
    gap: Float!
    tolerance: Float!
    passed: Boolean!
  }

  """
  A proposal, never an order: clearspan holds no key and signs nothing.
  """
  type RebalanceProposal {
    decision: RebalanceDecision!
    orders: [RebalanceOrder!]!
    margin: [RebalanceSetMargin!]!
    greeks: [GreekLine!]!
    constraints: [RebalanceConstraint!]!
    oracle: [RebalanceOracleLine!]!
    infeasibility: Infeasibility
    certificate: RebalanceCertificate
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }

  type ChainCoverage {
    chainId: Int!
    chain: String!
    label: String!
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

  type Query {
    account(owner: Address!): Account!
    market(underlying: String!): Market!
    oracleAnomalies(
      severity: Severity
      feed: String
      chainId: Int
      open: Boolean
      first: Int = 50
      after: String
    ): OracleAnomalyConnection!
    proposeRebalance(owner: Address!, mandate: MandateInput): RebalanceProposal!
    coverage: Coverage!
  }
`;
