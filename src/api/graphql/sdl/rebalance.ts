/** A rebalance proposal and everything behind its decision. */
export const rebalanceTypeDefs = /* GraphQL */ `
  enum RebalanceAction { TRADE NO_TRADE PARTIAL INFEASIBLE BLOCKED_BY_ORACLE }

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
