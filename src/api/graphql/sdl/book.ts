/** The whole book, for risk teams. */
export const bookTypeDefs = /* GraphQL */ `
  enum ExposureOrder { GROSS INFORMATIONAL TRAPPED_HEDGE }

  """
  Nets added over owners: one owner's short is no hedge of another's long. netUsd of an underlying is the signed sum.
  """
  type NettingSummary {
    grossUsd: Float!
    enforceableUsd: Float!
    informationalUsd: Float!
    trappedHedgeUsd: Float!
    ratio: Float
    byUnderlying: [UnderlyingNetting!]!
    owners: Int!
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }

  """
  What one owner holds over the venues and chains that the question covers.
  """
  type OwnerExposure {
    owner: Address!
    grossUsd: Float!
    enforceableUsd: Float!
    informationalUsd: Float!
    trappedHedgeUsd: Float!
    ratio: Float
    "Signed delta in USD; null over several underlyings"
    netUsd: Float
    positions: Int!
  }

  type OwnerExposureEdge {
    cursor: String!
    node: OwnerExposure!
  }

  type OwnerExposureConnection {
    edges: [OwnerExposureEdge!]!
    pageInfo: PageInfoRelay!
    warnings: [Warning!]!
    asOf: [AsOf!]!
  }
`;
