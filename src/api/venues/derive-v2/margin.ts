import { isAddressEqual } from "viem";
import { pm2Margin } from "../../../../engine/margin/derive/pm2.ts";
import { pmrmMargin } from "../../../../engine/margin/derive/pmrm.ts";
import { standardMargin } from "../../../../engine/margin/derive/standard.ts";
import type { MarginReport } from "../../../../engine/margin/report.ts";
import { fail, type Result } from "../../../../engine/result.ts";
import { deriveV2 } from "../../../catalog/deployments.ts";
import { deriveMarketOf } from "../../../catalog/deriveMarkets.ts";
import type { Holdings } from "./holdings.ts";
import { pm2Account, pmrmAccount } from "./portfolioAccount.ts";
import { pm2Parameters, pmrmParameters } from "./portfolioParameters.ts";
import type { Source } from "./quotes.ts";
import { standardAccount } from "./standardAccount.ts";

/** Whether an account is margined by the StandardManager, whose requirements follow sizes one by one. */
export function isStandard(holdings: Holdings): boolean {
  const { manager } = holdings.account;
  return manager !== null && isAddressEqual(manager, deriveV2.standardManager);
}

/** The margin of an account by the rule of its own manager; a reason, never a zero, where that rule cannot be applied. */
export function accountMargin(source: Source, holdings: Holdings): Result<MarginReport> {
  const { account, manager } = holdings.account;
  if (isStandard(holdings)) {
    const input = standardAccount(source, holdings);
    return input.ok ? standardMargin(input.value) : input;
  }
  const second = manager === null ? undefined : deriveMarketOf("pmrm2", manager);
  if (second !== undefined) {
    const input = pm2Account(source, holdings, second);
    const rules = pm2Parameters(source, holdings, second);
    if (!input.ok || !rules.ok) return fail(...[input, rules].flatMap((one) => (one.ok ? [] : one.issues)));
    return pm2Margin(input.value, rules.value);
  }
  const first = manager === null ? undefined : deriveMarketOf("pmrm", manager);
  if (first !== undefined) {
    const input = pmrmAccount(source, holdings, first);
    return input.ok ? pmrmMargin(input.value, pmrmParameters(source, first)) : input;
  }
  return fail({
    code: "UNSUPPORTED",
    subject: holdings.setId,
    message:
      manager === null
        ? `the manager of account ${account} is not known, so neither is its margin rule`
        : `account ${account} is managed by ${manager}, whose margin rule is not modelled`,
  });
}
