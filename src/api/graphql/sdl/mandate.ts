/** What a rebalance is asked for, and what speaks for one. */
export const mandateTypeDefs = /* GraphQL */ `
  """
  COLLATERAL: release margin at unchanged net delta. DELTA_NEUTRAL: bring net delta over all venues to its targets.
  VOLATILITY_TARGET: scale the exposure to a forecast volatility.
  """
  enum MandateStrategy { COLLATERAL DELTA_NEUTRAL VOLATILITY_TARGET }

  input MandateInput {
    strategy: MandateStrategy = COLLATERAL
    "Days over which released margin, carry and risk count; costs are paid once"
    horizonDays: Float = 30
    "Yearly charge on margin that is tied up, per 1.00"
    marginChargeRate: Float = 0.1
    "Of DELTA_NEUTRAL and VOLATILITY_TARGET, absolute, 1/USD: charges half of it times the variance of the net exposure over the horizon; none by default"
    riskAversion: Float
    "Largest share of equity that the initial margin of any set may take; by default all of it"
    maxUtilisation: Float
    "Gas or keeper fee of one order, USD"
    orderCostUsd: Float = 0
    "What it costs to move collateral between netting sets; none may move by default"
    transfer: TransferInput
    "Of DELTA_NEUTRAL; by default every underlying to 0"
    deltas: [DeltaTargetInput!]
    "Of VOLATILITY_TARGET: of the capital, a year, per 1.00"
    targetVolatility: Float
    "By default the equity of all netting sets, USD"
    capitalUsd: Float
    "Share by which the volatility may miss its target before anything is traded"
    tolerance: Float = 0.05
  }

  input DeltaTargetInput {
    underlying: String!
    "Net delta over all venues, base units"
    target: Float = 0
    "Of the band around it, base units"
    halfWidth: Float = 0
  }

  input TransferInput {
    feeBps: Float = 0
    fixedCostUsd: Float = 0
    "Share of the value that the receiving venue does not count"
    haircut: Float = 0
    etaSeconds: Int = 0
  }

  "What the mandate asked for, and what stays open"
  type RebalanceMandate {
    strategy: MandateStrategy!
    primaryMetric: String!
    "What can still hurt when every limit holds"
    exposedTo: String!
    metric: MandateMetric
    "Net delta by underlying over all netting sets"
    exposures: [MandateExposure!]!
  }

  type MandateExposure {
    underlying: String!
    "Base units"
    delta: BeforeAfter!
    deltaUsd: BeforeAfter!
  }

  "SKEW_CHANGE is never sent yet: smiles of earlier days are not stored"
  enum RebalanceTriggerKind { MARGIN_UTILISATION ORACLE_ANOMALY VOLATILITY_DEVIATION DELTA_DRIFT SKEW_CHANGE }

  """
  A look at one reason to rebalance, open or not; looked at once, without memory of earlier looks.
  """
  type RebalanceTrigger {
    kind: RebalanceTriggerKind!
    "The netting set, market or underlying that was looked at"
    subject: String!
    isOpen: Boolean!
    "Of an oracle anomaly"
    severity: String
    message: String!
    value: Float!
    "Open from here on"
    limit: Float!
    unit: String!
  }

  type MandateMetric {
    name: String!
    unit: String!
    before: Float!
    after: Float!
  }
`;
