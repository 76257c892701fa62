/** The questions that the schema answers beside those about indexed entities. */
export const queryTypeDefs = /* GraphQL */ `
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
    "Owners by exposure, the largest first"
    exposures(
      underlying: String
      venue: String
      chainId: Int
      orderBy: ExposureOrder! = GROSS
      first: Int! = 20
      after: String
    ): OwnerExposureConnection!
    nettingSummary(underlying: String, venue: String, chainId: Int): NettingSummary!
    coverage: Coverage!
  }
`;
