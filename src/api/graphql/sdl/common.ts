/** Types that every part of the schema uses. */
export const commonTypeDefs = /* GraphQL */ `
  """
  An EVM address: accepted in any case, returned in lower case.
  """
  scalar Address

  enum Severity { info warning critical }

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

  type PageInfoRelay {
    hasNextPage: Boolean!
    endCursor: String
  }
`;
