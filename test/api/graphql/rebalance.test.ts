import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ClearspanError } from "../../../src/errors.ts";
import { owner } from "../risk.support.ts";
import { answer } from "./schema.ts";
import { type AnswerStage, startAnswers } from "./stage.ts";

let stage: AnswerStage;

beforeAll(async () => {
  stage = await startAnswers();
}, 60_000);
afterAll(() => stage?.stop());
afterEach(() => vi.restoreAllMocks());

interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

interface Proposal {
  readonly decision: { action: string; reasonCode: string; terms: Record<string, number> };
  readonly mandate: {
    strategy: string;
    metric: { unit: string; before: number; after: number } | null;
    exposures: { underlying: string; delta: BeforeAfter; deltaUsd: BeforeAfter }[];
  };
  readonly orders: { nettingSetId: string; quantity: number; cost: { gasUsd: number } }[];
  readonly collateralMoves: { amountUsd: number }[];
  readonly risk: { volatilityPerYear: { before: number; after: number } } | null;
  readonly triggers: { kind: string; subject: string; isOpen: boolean; value: number; limit: number }[];
  readonly warnings: { code: string; subject: string | null; message: string }[];
}

const FIELDS = `decision { action reasonCode terms { gasUsd riskReductionUsd } }
  mandate { strategy metric { unit before after } exposures { underlying delta { before after } deltaUsd { before after } } }
  orders { nettingSetId quantity cost { gasUsd } } collateralMoves { amountUsd }
  risk { volatilityPerYear { before after } }
  triggers { kind subject isOpen severity message value limit unit } warnings { code subject message }`;

async function propose(mandate: string): Promise<Proposal> {
  const query = `{ proposeRebalance(owner: "${owner}", mandate: { ${mandate} }) { ${FIELDS} } }`;
  const { data, errors } = await answer(query, stage.context);
  expect(errors).toBeUndefined();
  return (data as unknown as { proposeRebalance: Proposal }).proposeRebalance;
}

async function refusal(mandate: string): Promise<ClearspanError> {
  const query = `{ proposeRebalance(owner: "${owner}", mandate: { ${mandate} }) { decision { action } } }`;
  const { errors } = await answer(query, stage.context);
  const error = errors?.[0]?.originalError;
  if (!(error instanceof ClearspanError)) throw new Error(`not an error of ours: ${errors?.[0]?.message}`);
  return error;
}

const assumed = ({ warnings }: Proposal) =>
  warnings.filter(({ message }) => message.includes("are indexed: ")).map(({ subject }) => subject);

describe("a delta-neutral proposal", () => {
  it("brings net delta over both venues to its target, and shows it before and after", async () => {
    const { decision, mandate, orders } = await propose("strategy: DELTA_NEUTRAL");
    expect(decision).toMatchObject({ action: "TRADE", reasonCode: "LIMIT_RESTORED" });
    const [ether, ...others] = mandate.exposures;
    expect(others).toEqual([]);
    expect(ether).toMatchObject({ underlying: "ETH", delta: { after: expect.closeTo(0, 9) } });
    const traded = orders.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(traded).toBeCloseTo(-(ether?.delta.before ?? 0), 9);
    expect(mandate.metric).toMatchObject({ unit: "USD", after: expect.closeTo(0, 5) });
  });

  it("pays a fixed cost for every order", async () => {
    const { decision, orders } = await propose("strategy: DELTA_NEUTRAL, orderCostUsd: 2");
    expect(orders.length).toBeGreaterThan(0);
    expect(orders.every(({ cost }) => cost.gasUsd === 2)).toBe(true);
    expect(decision.terms.gasUsd).toBe(2 * orders.length);
  });

  it("asks nothing of volatility, so that none is assumed", async () => {
    expect(assumed(await propose("strategy: DELTA_NEUTRAL"))).toEqual([]);
  });

  it("of an underlying that the book does not have is refused by name", async () => {
    const error = await refusal('strategy: DELTA_NEUTRAL, deltas: [{ underlying: "sol" }]');
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.details).toContain("deltas[0].underlying must be the underlying of a leg, got SOL");
  });
});

describe("a volatility target", () => {
  it("says which volatility it had to assume: of what can be risky, once, and not of dollars", async () => {
    const proposal = await propose("strategy: VOLATILITY_TARGET, targetVolatility: 0.5");
    expect(assumed(proposal)).toEqual(["ETH"]);
    const { metric } = proposal.mandate;
    expect(metric?.unit).toBe("ratio");
    expect(Math.abs((metric?.after ?? 0) - 1)).toBeLessThanOrEqual(0.05 + 1e-9);
  });

  it("is refused without its target", async () => {
    expect((await refusal("strategy: VOLATILITY_TARGET")).shortMessage).toContain(
      "targetVolatility is needed",
    );
  });
});

describe("risk aversion", () => {
  it("charges the variance of the net delta in USD, at the 100 % that is assumed without days", async () => {
    const without = await propose("strategy: DELTA_NEUTRAL");
    const { risk, mandate } = await propose("strategy: DELTA_NEUTRAL, riskAversion: 0.0001");
    const usd = mandate.exposures[0]?.deltaUsd;
    expect(without.risk).toBeNull();
    expect(risk?.volatilityPerYear.before).toBeCloseTo(Math.abs(usd?.before ?? 0), 6);
    expect(risk?.volatilityPerYear.after).toBeCloseTo(Math.abs(usd?.after ?? 0), 6);
  });
});

describe("triggers", () => {
  it("look at margin, oracles and the mandate's drift; at no volatility without days", async () => {
    const { triggers } = await propose("strategy: DELTA_NEUTRAL");
    const kinds = (kind: string) => triggers.filter((one) => one.kind === kind);
    expect(kinds("MARGIN_UTILISATION")).toHaveLength(2);
    expect(kinds("VOLATILITY_DEVIATION")).toEqual([]);
    const [drift] = kinds("DELTA_DRIFT");
    expect(drift).toMatchObject({ subject: "net delta", isOpen: true, limit: 0.05 });
    const oracle = kinds("ORACLE_ANOMALY");
    expect(oracle.map(({ subject }) => subject)).toContain("ETH on derive");
    expect(triggers.every(({ isOpen, value, limit }) => isOpen === value >= limit)).toBe(true);
  });

  it("of a mandate without targets know no drift", async () => {
    const { triggers } = await propose("strategy: COLLATERAL");
    expect(triggers.some(({ kind }) => kind === "DELTA_DRIFT")).toBe(false);
  });
});

describe("warnings", () => {
  it("come once each", async () => {
    const { warnings } = await propose("strategy: VOLATILITY_TARGET, targetVolatility: 0.5");
    const texts = warnings.map((warning) => JSON.stringify(warning));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe("the time of a proposal", () => {
  it("is bounded for each programme and for all of them together, well inside that of a query", async () => {
    const solver = await stage.context.solver();
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    const limits: (number | undefined)[] = [];
    const slow = {
      ...solver,
      solve: (problem: Parameters<typeof solver.solve>[0], own: { readonly timeLimitMs?: number } = {}) => {
        limits.push(own.timeLimitMs);
        now += 1_700;
        return solver.solve(problem);
      },
    };
    const mandate = "strategy: DELTA_NEUTRAL, riskAversion: 0.0001, orderCostUsd: 2";
    const query = `{ proposeRebalance(owner: "${owner}", mandate: { ${mandate} }) { decision { action } } }`;
    const { errors } = await answer(query, { ...stage.context, solver: async () => slow });
    expect(errors).toBeUndefined();
    expect(limits).toEqual([400, 400, 100]);
  });
});
