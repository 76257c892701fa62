import { ponder } from "ponder:registry";
import { provenanceOf } from "../../ledger/provenance.ts";
import { writeFacts } from "../../ledger/write.ts";
import { assetWhitelisted, marketCreated, oraclesSet } from "./markets.ts";
import {
  baseMarginSet,
  depegSet,
  optionMarginParamsSet,
  oracleContingencySet,
  perpMarginSet,
} from "./parameters.ts";
import {
  collateralParameters,
  libOverrideUpdated,
  libraryParameters,
  scenariosUpdated,
} from "./portfolioMargin.ts";
import { readUnderlying } from "./read.ts";

ponder.on("DeriveStandardManager:MarketCreated", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), marketCreated(event.args));
});

ponder.on("DeriveStandardManager:AssetWhitelisted", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const underlying = await readUnderlying(context.db, at.chainId, event.args.marketId.toString());
  await writeFacts(context.db, at, assetWhitelisted(event.args, underlying));
});

ponder.on("DeriveStandardManager:OraclesSet", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const underlying = await readUnderlying(context.db, at.chainId, event.args.marketId.toString());
  await writeFacts(context.db, at, oraclesSet(event.args, underlying));
});

ponder.on("DeriveStandardManager:OptionMarginParamsSet", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), optionMarginParamsSet(event.args));
});

ponder.on("DeriveStandardManager:PerpMarginRequirementsSet", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), perpMarginSet(event.args));
});

ponder.on("DeriveStandardManager:BaseMarginParamsSet", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), baseMarginSet(event.args));
});

ponder.on("DeriveStandardManager:OracleContingencySet", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), oracleContingencySet(event.args));
});

ponder.on("DeriveStandardManager:DepegParametersSet", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), depegSet(event.args));
});

ponder.on("DerivePmrm:ScenariosUpdated", async ({ event, context }) => {
  const facts = scenariosUpdated("pmrm", event.log.address, event.args.scenarios);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DerivePmrm2:ScenariosUpdated", async ({ event, context }) => {
  const facts = scenariosUpdated("pmrm2", event.log.address, event.args.scenarios);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DerivePmrm2:LibOverrideUpdated", async ({ event, context }) => {
  await writeFacts(context.db, provenanceOf(context.chain.id, event), libOverrideUpdated(event.args));
});

ponder.on("DerivePmrmLib2:MarginParamsUpdated", async ({ event, context }) => {
  const facts = libraryParameters(event.log.address, "margin", event.args.marginParams);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DerivePmrmLib2:VolShockParamsUpdated", async ({ event, context }) => {
  const facts = libraryParameters(event.log.address, "volShock", event.args.volShockParams);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DerivePmrmLib2:SkewShockParamsUpdated", async ({ event, context }) => {
  const facts = libraryParameters(event.log.address, "skewShock", event.args.skewShockParams);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DerivePmrmLib2:BasisContingencyParamsUpdated", async ({ event, context }) => {
  const facts = libraryParameters(event.log.address, "basisContingency", event.args.basisContParams);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DerivePmrmLib2:OtherContingencyParamsUpdated", async ({ event, context }) => {
  const facts = libraryParameters(event.log.address, "otherContingency", event.args.otherContParams);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("DerivePmrmLib2:CollateralParametersUpdated", async ({ event, context }) => {
  const facts = collateralParameters(event.log.address, event.args);
  await writeFacts(context.db, provenanceOf(context.chain.id, event), facts);
});
