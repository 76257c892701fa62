import { fail, ok, type Result } from "../result.ts";
import { issuesOf, nonNegative, positive } from "./checks.ts";

const FUNDING_PERIOD_SECONDS = 420 * 3600;
const LOWEST_MARK = 0.8;
const HIGHEST_MARK = 1.4;

/**
 * Normalisation factor after `elapsedSeconds` more: factor * (index / mark) ** (elapsed / 420 h), with the mark held
 * within 0.8 and 1.4 of the index. Longs pay funding through its decay. `indexUsd` and `markUsd` are averages over the
 * elapsed time, both for one unit of ETH squared.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: opynfinance/squeeth-monorepo@6dc8cd9 packages/hardhat/contracts/core/Controller.sol.
 */
export function squeethNormFactor(
  normFactor: number,
  indexUsd: number,
  markUsd: number,
  elapsedSeconds: number,
): Result<number> {
  const issues = issuesOf(
    positive("normFactor", normFactor),
    positive("indexUsd", indexUsd),
    nonNegative("markUsd", markUsd),
    nonNegative("elapsedSeconds", elapsedSeconds),
  );
  if (issues.length > 0) return fail(...issues);
  const mark = Math.min(Math.max(markUsd / indexUsd, LOWEST_MARK), HIGHEST_MARK);
  return ok(normFactor * mark ** -(elapsedSeconds / FUNDING_PERIOD_SECONDS));
}
