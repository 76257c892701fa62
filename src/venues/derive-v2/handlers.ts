import { ponder } from "ponder:registry";
import { provenanceOf } from "../../ledger/provenance.ts";
import { writeFacts } from "../../ledger/write.ts";
import {
  accountCreated,
  accountDeposited,
  accountTransferred,
  accountWithdrawn,
  managerChanged,
  managerSeen,
  walletInitialized,
  walletTransferred,
} from "./accounts.ts";
import { instrumentIdOf } from "./assets.ts";
import { balanceAdjusted, interestAccrued } from "./balances.ts";
import { indicesAccrued } from "./interest.ts";
import { accruals } from "./names.ts";
import { perpStateOf } from "./perps.ts";
import { isNewCollateral, readAccount, readAsset, readIndex, readPosition } from "./read.ts";
import { unpackAsset } from "./subId.ts";
import { assetTransferred } from "./trades.ts";

ponder.on("DeriveSubAccounts:AccountCreated", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), accountCreated(event.args));
});

ponder.on("DeriveSubAccounts:Transfer", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), accountTransferred(event.args));
});

ponder.on("DeriveSubAccounts:AccountManagerChanged", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const before = await readAccount(context.db, at.chainId, event.args.accountId);
  await writeFacts(context.db, at, managerChanged(event.args, before));
});

ponder.on("DeriveMatching:DepositedSubAccount", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const before = await readAccount(context.db, at.chainId, event.args.accountId);
  await writeFacts(context.db, at, accountDeposited(event.args, before));
});

ponder.on("DeriveMatching:WithdrewSubAccount", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), accountWithdrawn(event.args));
});

ponder.on("DeriveLightAccount:LightAccountInitialized", async ({ event, context }) => {
  const facts = walletInitialized(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveLightAccount:OwnershipTransferred", async ({ event, context }) => {
  const facts = walletTransferred(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DeriveSubAccounts:BalanceAdjusted", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const { accountId, manager, assetAndSubId } = event.args;
  const { asset, subId } = unpackAsset(assetAndSubId);
  const resolved = await readAsset(context.db, at.chainId, asset);
  const isPosition = resolved.assetClass === "option" || resolved.assetClass === "perp";
  const row = isPosition
    ? await readPosition(context.db, at.chainId, accountId, instrumentIdOf(resolved, subId))
    : null;
  const isNew = isPosition
    ? row === null
    : await isNewCollateral(context.db, at.chainId, accountId, resolved.address);
  const account = await readAccount(context.db, at.chainId, accountId);
  await writeFacts(context.db, at, [
    ...managerSeen(accountId, manager, account),
    ...balanceAdjusted(resolved, subId, event.args, { isNew, perp: perpStateOf(row) }),
  ]);
});

ponder.on("DeriveSubAccounts:AssetTransferred", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const { fromAcc, toAcc, asset, subId } = event.args;
  const resolved = await readAsset(context.db, at.chainId, asset);
  const instrumentId = instrumentIdOf(resolved, subId);
  const from = await readPosition(context.db, at.chainId, fromAcc, instrumentId);
  const to = await readPosition(context.db, at.chainId, toAcc, instrumentId);
  const sizesAfter = { from: from?.size ?? 0n, to: to?.size ?? 0n };
  await writeFacts(context.db, at, assetTransferred(resolved, event.args, sizesAfter));
});

ponder.on("DeriveCash:InterestAccruedOnAccount", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const cash = await readAsset(context.db, at.chainId, event.log.address);
  await writeFacts(context.db, at, interestAccrued(cash, event.args));
});

ponder.on("DeriveCash:InterestAccrued", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const borrow = await readIndex(context.db, at.chainId, accruals.cashBorrowIndex);
  const supply = await readIndex(context.db, at.chainId, accruals.cashSupplyIndex);
  await writeFacts(context.db, at, indicesAccrued(event.args, at.timestamp, { borrow, supply }));
});
