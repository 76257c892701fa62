import { semidefiniteRoot } from "../solvers/semidefiniteRoot.ts";
import { legKey } from "./flatTerms.ts";
import type { RebalanceInput } from "./input.ts";
import type { MandateRisk, MandateTerms, PerUnit } from "./terms.ts";
import type { Check } from "./validate.ts";

/** Checks the transfers of an input: sets that exist, and amounts, fees and haircuts inside their domain. */
export function validateTransfers({ transfers = [], nettingSets }: RebalanceInput, check: Check): void {
  transfers.forEach((transfer, k) => {
    const path = `transfers[${k}]`;
    check(transfers.findIndex(({ id }) => id === transfer.id) === k, `${path}.id`, "unique", transfer.id);
    for (const field of ["fromSetId", "toSetId"] as const) {
      const exists = nettingSets.some(({ id }) => id === transfer[field]);
      check(exists, `${path}.${field}`, "the id of a netting set", transfer[field]);
    }
    check(transfer.fromSetId !== transfer.toSetId, `${path}.toSetId`, "another set", transfer.toSetId);
    for (const field of ["maxUsd", "feeBps", "fixedCostUsd", "haircut", "etaSeconds"] as const) {
      const value = transfer[field];
      check(Number.isFinite(value) && value >= 0, `${path}.${field}`, "finite and >= 0", value);
    }
    check(transfer.feeBps < 10_000, `${path}.feeBps`, "< 10,000", transfer.feeBps);
    check(transfer.haircut < 1, `${path}.haircut`, "< 1", transfer.haircut);
  });
}

/** Checks a mandate's terms: ids and names that are unique, legs that exist, bounds in order, a covariance that is one. */
export function validateTerms(terms: MandateTerms, { nettingSets }: RebalanceInput, check: Check): void {
  const legs = new Set(
    nettingSets.flatMap(({ id, legs: own }) =>
      own.map(({ instrumentId }) => legKey({ nettingSetId: id, instrumentId })),
    ),
  );
  const checkForm = (perUnit: readonly PerUnit[], path: string) => {
    const seen = new Set<string>();
    perUnit.forEach((one, p) => {
      const key = legKey(one);
      check(legs.has(key), `${path}[${p}]`, "a leg of the book", key);
      check(!seen.has(key), `${path}[${p}]`, "named once", key);
      check(Number.isFinite(one.value), `${path}[${p}].value`, "finite", one.value);
      seen.add(key);
    });
  };
  terms.rows.forEach((row, r) => {
    const path = `terms.rows[${r}]`;
    check(terms.rows.findIndex(({ id }) => id === row.id) === r, `${path}.id`, "unique", row.id);
    const [low, high] = [row.lower ?? -Infinity, row.upper ?? Infinity];
    check(low <= high && low < Infinity && high > -Infinity, `${path}.lower`, "<= upper", `${low} > ${high}`);
    check(Number.isFinite(row.constant), `${path}.constant`, "finite", row.constant);
    const weight = row.usdPerUnit;
    check(Number.isFinite(weight) && weight > 0, `${path}.usdPerUnit`, "finite and > 0", weight);
    checkForm(row.perUnit, `${path}.perUnit`);
    if (row.shortfall === undefined) return;
    const { confidence, scenarios } = row.shortfall;
    check(confidence > 0 && confidence < 1, `${path}.shortfall.confidence`, "in (0, 1)", confidence);
    check(scenarios.length > 0, `${path}.shortfall.scenarios`, "not empty", 0);
    check(row.lower !== null && row.upper === null, `${path}.upper`, "null beside a shortfall", row.upper);
    scenarios.forEach((perUnit, s) => {
      checkForm(perUnit, `${path}.shortfall.scenarios[${s}]`);
    });
  });
  terms.rewards.forEach((reward, r) => {
    const path = `terms.rewards[${r}]`;
    const first = terms.rewards.findIndex(({ name }) => name === reward.name);
    check(first === r, `${path}.name`, "unique", reward.name);
    checkForm(reward.perUnit, `${path}.perUnit`);
  });
  if (terms.risk === null) return;
  validateRisk(terms.risk, check);
  terms.risk.factors.forEach(({ perUnit }, k) => {
    checkForm(perUnit, `terms.risk.factors[${k}].perUnit`);
  });
}

function validateRisk({ aversionPerUsd, factors, covariancePerYear }: MandateRisk, check: Check): void {
  const isAversion = Number.isFinite(aversionPerUsd) && aversionPerUsd >= 0;
  check(isAversion, "terms.risk.aversionPerUsd", "finite and >= 0", aversionPerUsd);
  factors.forEach(({ name, constant }, k) => {
    const path = `terms.risk.factors[${k}]`;
    check(factors.findIndex((one) => one.name === name) === k, `${path}.name`, "unique", name);
    check(Number.isFinite(constant), `${path}.constant`, "finite", constant);
  });
  const isSquare =
    covariancePerYear.length === factors.length &&
    covariancePerYear.every((row) => row.length === factors.length && row.every(Number.isFinite));
  const size = `${factors.length} by ${factors.length}`;
  check(isSquare, "terms.risk.covariancePerYear", `${size} finite numbers`, covariancePerYear.length);
  if (!isSquare) return;
  const isSymmetric = covariancePerYear.every((row, k) =>
    row.every((v, l) => v === covariancePerYear[l]?.[k]),
  );
  check(isSymmetric, "terms.risk.covariancePerYear", "symmetric", "a matrix that is not");
  const isCovariance = !isSymmetric || semidefiniteRoot(covariancePerYear) !== null;
  check(isCovariance, "terms.risk.covariancePerYear", "positive semidefinite", "a matrix that is not");
}
