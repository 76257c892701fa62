/** What an owner holds: greeks, nets, margin, attribution and stress. */
export const accountTypeDefs = /* GraphQL */ `
  enum GreeksBy { TOTAL UNDERLYING VENUE CHAIN TENOR INSTRUMENT NETTING_SET }

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
  Margin of the whole book as one account under an open scenario grid. Hypothetical: no such account exists.
  """
  type JointMargin {
    model: String
    initialUsd: Float
    maintenanceUsd: Float
    worstScenario: String
    "Sum of the sets' margins under the same grid, less the joint one"
    hypotheticalSavingUsd: Float
    "What an agreement that exists today really frees: nothing across venues"
    enforceableSavingUsd: Float
    "Why a number is null"
    warnings: [Warning!]!
  }

  """
  Sums over the sets; null when any could not be computed.
  """
  type Margin {
    initialUsd: Float
    maintenanceUsd: Float
    equityUsd: Float
    sets: [SetMargin!]!
    joint: JointMargin!
  }

  """
  What one position adds to the joint margin (> 0) or saves of it (< 0); over all positions they add up to it.
  """
  type MarginComponent {
    positionId: String!
    nettingSetId: String!
    instrumentId: String!
    underlying: String!
    initialUsd: Float!
    maintenanceUsd: Float!
  }

  input ScenarioInput {
    name: String!
    "Relative move of every coin: -0.1 is a fall of 10 %"
    spotMove: Float!
    "Relative move of every volatility"
    volMove: Float = 0
  }

  type VenuePnl {
    venue: String!
    pnlUsd: Float!
  }

  """
  P&L of the book in one scenario, by full revaluation.
  """
  type StressRow {
    scenario: String!
    pnlUsd: Float!
    byVenue: [VenuePnl!]!
  }

  type Account {
    owner: Address!
    accounts: [venueAccount!]!
    positions: [position!]!
    collateral: [collateralBalance!]!
    greeks(by: GreeksBy = TOTAL): [Greeks!]!
    netting: Netting!
    margin: Margin!
    attribution: [MarginComponent!]
    "By default a spot and volatility grid, recorded falls, each venue gone, and a depeg"
    stress(scenarios: [ScenarioInput!]): [StressRow!]
    oracleRounds: [OracleRoundReference!]!
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }
`;
