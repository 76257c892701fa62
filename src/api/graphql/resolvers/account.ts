import type { Address } from "viem";
import { GROUPINGS, type Grouping } from "../../../../engine/book/groups.ts";
import type { Scenario } from "../../../../engine/book/scenario.ts";
import type { Issue } from "../../../../engine/result.ts";
import { ClearspanError } from "../../../errors.ts";
import { jointMargin } from "../../account/joint.ts";
import { type OwnerRisk, readOwnerRisk } from "../../account/read.ts";
import { stress } from "../../account/stress.ts";
import type { ApiContext } from "../context.ts";
import { accountEntity, collateralEntities, positionEntities } from "../entityRows.ts";
import { asOfOnWire, greeksOnWire, netOnWire, warningOnWire } from "../wire.ts";

/** `account(owner)`: everything that an address holds, valued and netted from one consistent read. */
export const accountResolvers = {
  Query: {
    account: (_: unknown, { owner }: { owner: Address }, { db, wallClock }: ApiContext) =>
      readOwnerRisk(db, owner, wallClock()),
  },
  Account: {
    accounts: ({ accounts }: OwnerRisk) => accounts.map(accountEntity),
    positions: ({ rows }: OwnerRisk) => rows.flatMap(positionEntities),
    collateral: ({ rows }: OwnerRisk) => rows.flatMap(collateralEntities),
    greeks: ({ book }: OwnerRisk, { by }: { by: Grouping | null }) =>
      [...book.greeks(by ?? "TOTAL")].map(([key, greeks]) => greeksOnWire(key, greeks)),
    netting: ({ netting }: OwnerRisk) => ({
      ...netOnWire(netting.total),
      byUnderlying: [...netting.byUnderlying].map(([underlying, net]) => ({
        underlying,
        netUsd: net.netUsd,
        ...netOnWire(net),
      })),
      sets: netting.sets,
    }),
    margin: marginOnWire,
    attribution: (risk: OwnerRisk) => {
      const { components, issues } = jointMargin(risk);
      return whole(components, issues);
    },
    stress: (risk: OwnerRisk, { scenarios }: { scenarios?: readonly ScenarioRequest[] | null }) => {
      const { rows, issues } = stress(risk, scenarios ? scenariosOf(scenarios) : undefined);
      return whole(rows, issues);
    },
    oracleRounds: ({ view }: OwnerRisk) => view.rounds,
    warnings: ({ warnings }: OwnerRisk) => warnings.map(warningOnWire),
    asOf: ({ clocks, rows }: OwnerRisk) =>
      clocks.filter(({ chainId }) => rows.some(({ clock }) => clock.chainId === chainId)).map(asOfOnWire),
  },
  GreeksBy: Object.fromEntries(GROUPINGS.map((by) => [by, by])),
};

/** A list that could be computed whole; else an error on its field, beside the rest of the answer. */
function whole<T>(list: readonly T[], issues: readonly Issue[]): readonly T[] {
  if (issues.length === 0) return list;
  throw new ClearspanError("UNPRICED", "This part of the answer could not be computed.", {
    details: issues.map(({ message }) => message).join(" "),
  });
}

interface ScenarioRequest {
  readonly name: string;
  readonly spotMove: number;
  readonly volMove: number;
}

const MAX_SCENARIOS = 50;

function scenariosOf(requests: readonly ScenarioRequest[]): Scenario[] {
  if (requests.length > MAX_SCENARIOS) {
    throw new ClearspanError("LIMIT_EXCEEDED", `At most ${MAX_SCENARIOS} scenarios, got ${requests.length}.`);
  }
  return requests.map(({ name, spotMove, volMove }, i) => {
    for (const [field, move] of Object.entries({ spotMove, volMove })) {
      if (!(move > -1 && Number.isFinite(move))) {
        throw new ClearspanError("BAD_USER_INPUT", `scenarios[${i}].${field} must be above -1, got ${move}.`);
      }
    }
    return { name, spotMove, volShock: { kind: "relative", change: volMove }, timeForwardYears: 0 };
  });
}

function jointOnWire(risk: OwnerRisk) {
  const { report, saved, issues } = jointMargin(risk);
  return {
    model: report?.model ?? null,
    initialUsd: report?.initialUsd ?? null,
    maintenanceUsd: report?.maintenanceUsd ?? null,
    worstScenario: report?.worstScenario?.name ?? null,
    hypotheticalSavingUsd: saved?.hypotheticalUsd ?? null,
    enforceableSavingUsd: saved?.enforceableTodayUsd ?? null,
    warnings: issues.map(warningOnWire),
  };
}

function marginOnWire(risk: OwnerRisk) {
  const { view } = risk;
  const sets = view.margins.map(({ nettingSetId, report }) => {
    const set = view.nettingSets.find(({ id }) => id === nettingSetId);
    const value = report.ok ? report.value : null;
    return {
      nettingSetId,
      chainId: set?.chainId,
      venue: set?.venue,
      account: set?.account,
      marginMode: set?.marginMode,
      model: value?.model ?? null,
      initialUsd: value?.initialUsd ?? null,
      maintenanceUsd: value?.maintenanceUsd ?? null,
      equityUsd: value?.equityUsd ?? null,
      headroomUsd: value === null ? null : value.equityUsd - value.maintenanceUsd,
      liquidationPriceUsd: value?.liquidationPriceUsd ?? null,
      liquidationDistance: value?.liquidationDistance ?? null,
      worstScenario: value?.worstScenario?.name ?? null,
      terms: value?.terms ?? [],
      issues: report.ok ? [] : report.issues.map(warningOnWire),
    };
  });
  const sum = (of: "initialUsd" | "maintenanceUsd" | "equityUsd") =>
    sets.reduce<number | null>(
      (total, set) => (total === null || set[of] === null ? null : total + set[of]),
      0,
    );
  return {
    initialUsd: sum("initialUsd"),
    maintenanceUsd: sum("maintenanceUsd"),
    equityUsd: sum("equityUsd"),
    sets,
    joint: () => jointOnWire(risk),
  };
}
