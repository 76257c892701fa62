import { fail, type Result } from "../../result.ts";
import { buildReport } from "../buildReport.ts";
import type { MarginReport } from "../report.ts";
import { checkAccount, type PanopticAccount } from "./account.ts";
import { priceAtTick } from "./position.ts";
import { crossRatio, PANOPTIC_V2 } from "./ratios.ts";
import { positionRequirement } from "./requirements.ts";

/** Balances and requirements of both tokens at a tick, raw units. */
export interface PanopticTokens {
  readonly balance: readonly [number, number];
  readonly required: readonly [number, number];
}

/** What the venue compares at one tick: RiskEngine._getMargin. */
export function panopticTokens(account: PanopticAccount, tick: number): PanopticTokens {
  const balance: [number, number] = [0, 0];
  const required: [number, number] = [0, 0];
  for (const token of [0, 1] as const) {
    // Interest beyond the balance is a requirement, so that the same tokens are not counted twice.
    const [assets, interest] = [account.assets[token], account.interest[token]];
    balance[token] = (interest > assets ? 0 : assets - interest) + account.shortPremia[token];
    required[token] = (interest > assets ? assets : 0) + account.longPremia[token];
  }
  for (const position of account.positions) {
    const row = positionRequirement(position, tick, account.utilization);
    for (const token of [0, 1] as const) {
      required[token] += row.required[token];
      balance[token] += row.credits[token];
    }
  }
  return { balance, required };
}

/** USD per raw unit of each token at a tick; the quote token's price is held. */
function unitPrices(account: PanopticAccount, tick: number): readonly [number, number] {
  const { underlying, decimals, quotePriceUsd } = account;
  const raw = priceAtTick(tick);
  if (underlying === 0) {
    const quote = quotePriceUsd / 10 ** decimals[1];
    return [raw * quote, quote];
  }
  const quote = quotePriceUsd / 10 ** decimals[0];
  return [quote, quote / raw];
}

/**
 * USD that a surplus of one token loses when it covers a deficit of the other, of which only `ratio` counts: no more
 * than is needed, or all of it when it does not suffice.
 */
function crossCost(surplusUsd: number, deficitUsd: number, ratio: number): number {
  if (deficitUsd <= 0 || surplusUsd <= 0) return 0;
  return deficitUsd <= ratio * surplusUsd ? deficitUsd / ratio - deficitUsd : (1 - ratio) * surplusUsd;
}

function valuesAt(account: PanopticAccount, tick: number, buffer: number) {
  const { balance, required } = panopticTokens(account, tick);
  const price = unitPrices(account, tick);
  const need = [required[0] * buffer * price[0], required[1] * buffer * price[1]] as const;
  const spare = [balance[0] * price[0] - need[0], balance[1] * price[1] - need[1]] as const;
  const ratio0 = crossRatio(account.utilization[0], account.crossBuffer[0]);
  const ratio1 = crossRatio(account.utilization[1], account.crossBuffer[1]);
  return {
    equityUsd: balance[0] * price[0] + balance[1] * price[1],
    requiredUsd: need[0] + need[1],
    crossUsd: crossCost(spare[0], -spare[1], ratio0) + crossCost(spare[1], -spare[0], ratio1),
  };
}

const SCAN_STEP = 50;
const SCAN_TICKS = 46_000;

/**
 * Nearest tick at which solvency changes, found in steps of 50 ticks (0.5 %) up to a factor of 100 in price and then
 * to the tick; a spell shorter than a step can be missed.
 */
function liquidationTick(account: PanopticAccount): number | null {
  const gap = (tick: number) => {
    const { equityUsd, requiredUsd, crossUsd } = valuesAt(account, tick, 1);
    return equityUsd - requiredUsd - crossUsd;
  };
  const safe = gap(account.tick) >= 0;
  for (let step = SCAN_STEP; step <= SCAN_TICKS; step += SCAN_STEP) {
    for (const direction of [-1, 1]) {
      let outside = account.tick + direction * step;
      if (gap(outside) >= 0 === safe) continue;
      let inside = outside - direction * SCAN_STEP;
      while (Math.abs(outside - inside) > 1) {
        const middle = Math.floor((inside + outside) / 2);
        if (gap(middle) >= 0 === safe) inside = middle;
        else outside = middle;
      }
      return safe ? outside : inside;
    }
  }
  return null;
}

/**
 * Margin of one Panoptic v2 account in one pool, over all its positions.
 *
 * equity = both balances (collateral shares, settled premia and credits, interest taken off) in USD; requirement =
 * that of all legs and risk partners in their own tokens; `crossMargin` is what a surplus of one token loses when it
 * has to cover a deficit of the other. Initial asks 1.0666667 of the requirement. The account is solvent while equity
 * >= maintenance, which is the contract's test in both tokens at this tick; it may test up to four ticks.
 * The liquidation price is the underlying's price at the first insolvent tick. Requirements agree with the contract
 * to its integer rounding (a few raw units, 1e-9 for spreads). Premia must be passed in: no event carries them.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: panoptic-labs/panoptic-v2-core@d20b0ae contracts/RiskEngine.sol.
 */
export function panopticMargin(account: PanopticAccount): Result<MarginReport> {
  const issues = checkAccount(account);
  if (issues.length > 0) return fail(...issues);

  const maintenance = valuesAt(account, account.tick, 1);
  const initial = valuesAt(account, account.tick, PANOPTIC_V2.initialBuffer);
  const underlyingUsd = (tick: number) =>
    unitPrices(account, tick)[account.underlying] * 10 ** account.decimals[account.underlying];
  const tick = account.positions.length === 0 ? null : liquidationTick(account);
  return buildReport({
    model: "panoptic-v2",
    equityUsd: maintenance.equityUsd,
    presentPriceUsd: underlyingUsd(account.tick),
    liquidationPriceUsd: tick === null ? null : underlyingUsd(tick),
    terms: [
      {
        name: "requirement",
        initialUsd: initial.requiredUsd,
        maintenanceUsd: maintenance.requiredUsd,
      },
      { name: "crossMargin", initialUsd: initial.crossUsd, maintenanceUsd: maintenance.crossUsd },
    ],
  });
}
