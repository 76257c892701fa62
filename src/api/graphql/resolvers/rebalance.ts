import type { Address } from "viem";
import type { ConstraintLine, RebalanceProposal } from "../../../../engine/rebalance/proposal.ts";
import { proposeCollateralRebalance } from "../../../../engine/rebalance/proposeCollateralRebalance.ts";
import { ClearspanError } from "../../../errors.ts";
import { type OwnerRisk, readOwnerRisk } from "../../account/read.ts";
import { type MandateRequest, rebalanceInput } from "../../rebalance/input.ts";
import { oraclePolicies } from "../../rebalance/oraclePolicy.ts";
import { readOracleView } from "../../rebalance/readOracleView.ts";
import type { ApiContext } from "../context.ts";
import { asOfOnWire, warningOnWire } from "../wire.ts";

const MAX_HORIZON_DAYS = 3_650;
const MAX_CHARGE_RATE = 10;
/** A proposal solves up to about ten programmes, and a query has five seconds. */
const LP_LIMITS = { timeLimitMs: 400 };

interface RebalanceArgs {
  readonly owner: Address;
  readonly mandate?: Partial<MandateRequest> | null;
}

/** `proposeRebalance`: keeps the owner's net delta and releases margin where that is worth more than it costs. */
export const rebalanceResolvers = {
  Query: {
    proposeRebalance: async (
      _: unknown,
      { owner, mandate }: RebalanceArgs,
      { db, wallClock, solver }: ApiContext,
    ) => {
      const request = mandateOf(mandate ?? {});
      const risk = await readOwnerRisk(db, owner, wallClock());
      const oracle = await readOracleView(db, risk);
      const { input, issues } = rebalanceInput(risk, request, oraclePolicies(risk, oracle));
      const proposal = await proposeCollateralRebalance(input, await solver(), LP_LIMITS);
      return proposalOnWire(risk, proposal, issues.map(warningOnWire));
    },
  },
};

function mandateOf({ horizonDays = 30, marginChargeRate = 0.1 }: Partial<MandateRequest>): MandateRequest {
  const check = (name: string, value: number, most: number) => {
    if (!(value > 0 && value <= most)) {
      throw new ClearspanError(
        "BAD_USER_INPUT",
        `mandate.${name} must be above 0 and at most ${most}, got ${value}.`,
      );
    }
  };
  check("horizonDays", horizonDays, MAX_HORIZON_DAYS);
  check("marginChargeRate", marginChargeRate, MAX_CHARGE_RATE);
  return { horizonDays, marginChargeRate };
}

function proposalOnWire(
  risk: OwnerRisk,
  proposal: RebalanceProposal,
  setWarnings: readonly ReturnType<typeof warningOnWire>[],
) {
  const chains = new Set(risk.rows.map(({ clock }) => clock.chainId));
  // Legs that the mandate holds still are bounded by construction: their shadow prices say nothing about a limit.
  const tradable = new Set(risk.view.tradable.map((line) => `${line.nettingSetId}/${line.instrumentId}`));
  const isLimit = ({ id, kind }: ConstraintLine) =>
    kind !== "position" || tradable.has(id.replace(/^position:/, ""));
  return {
    ...proposal,
    constraints: proposal.constraints.filter(isLimit),
    warnings: [...risk.warnings.map(warningOnWire), ...setWarnings, ...proposal.issues.map(warningOnWire)],
    asOf: risk.clocks.filter(({ chainId }) => chains.has(chainId)).map(asOfOnWire),
  };
}
