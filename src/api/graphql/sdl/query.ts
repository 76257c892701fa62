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
    coverage: Coverage!
  }
`;
