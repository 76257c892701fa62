/** A rebalance proposal and everything behind its decision. */
export const rebalanceTypeDefs = /* GraphQL */ `
  enum RebalanceAction { TRADE NO_TRADE PARTIAL INFEASIBLE BLOCKED_BY_ORACLE }

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
`;
