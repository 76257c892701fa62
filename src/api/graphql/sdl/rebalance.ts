/** A rebalance proposal and everything behind its decision. */
export const rebalanceTypeDefs = /* GraphQL */ `
  enum RebalanceAction { TRADE NO_TRADE PARTIAL INFEASIBLE BLOCKED_BY_ORACLE }

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

  """
  The sums behind a decision, USD over the horizon; marginReleasedUsd is USD of margin.
  """
  type DecisionTerms {
    marginReleasedUsd: Float!
    marginReleaseValueUsd: Float!
    carryUsd: Float!
    riskReductionUsd: Float!
    rewardUsd: Float!
    feesUsd: Float!
    spreadUsd: Float!
    impactUsd: Float!
    permanentImpactUsd: Float!
    "Fixed costs of orders"
    gasUsd: Float!
    "Fees and fixed costs of transfers"
    bridgeUsd: Float!
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

  type OrderCost {
    feeUsd: Float!
    spreadUsd: Float!
    impactUsd: Float!
    permanentImpactUsd: Float!
    gasUsd: Float!
  }

  "If this order alone were left out"
  type Counterfactual {
    "Net benefit without it less that of the whole"
    netChangeUsd: Float!
    "Limits that would not hold"
    breaks: [String!]!
  }

  "Collateral to be sent from one netting set to another"
  type CollateralMove {
    transferId: String!
    fromSetId: String!
    toSetId: String!
    asset: String!
    amountUsd: Float!
    creditedUsd: Float!
    costUsd: Float!
    haircut: Float!
    etaSeconds: Int!
    bridge: String!
    "Orders that must free the collateral first, as netting set/instrument"
    dependsOn: [String!]!
    reason: String!
  }

  type BeforeAfter {
    before: Float!
    after: Float!
  }

  type RiskExposure {
    name: String!
    before: Float!
    after: Float!
  }

  "The mandate's own measures of risk"
  type RebalanceRisk {
    "USD squared a year"
    variancePerYear: BeforeAfter!
    "USD a year"
    volatilityPerYear: BeforeAfter!
    exposures: [RiskExposure!]!
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
    "Of the net benefit; 0 when the mandate states none"
    standardErrorUsd: Float!
    terms: DecisionTerms!
  }

  type RebalanceOrder {
    instrumentId: String!
    nettingSetId: String!
    "Base units, buy > 0"
    quantity: Float!
    notionalUsd: Float!
    costUsd: Float!
    cost: OrderCost!
    "Change of its set's requirement that goes back to this order"
    marginImpactUsd: Float!
    "Transfers that must have arrived before"
    dependsOn: [String!]!
    ifNotTraded: Counterfactual!
    reason: String!
  }

  type RebalanceSetMargin {
    nettingSetId: String!
    equityUsd: Float!
    "With transfers made and costs paid"
    equityAfterUsd: Float!
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
    mandate: RebalanceMandate!
    decision: RebalanceDecision!
    triggers: [RebalanceTrigger!]!
    orders: [RebalanceOrder!]!
    collateralMoves: [CollateralMove!]!
    "Of a mandate with a risk aversion"
    risk: RebalanceRisk
    margin: [RebalanceSetMargin!]!
    greeks: [GreekLine!]!
    constraints: [RebalanceConstraint!]!
    oracle: [RebalanceOracleLine!]!
    infeasibility: Infeasibility
    certificate: RebalanceCertificate
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }
`;
