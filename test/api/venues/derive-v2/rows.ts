import type { Hex } from "viem";
import type { VenueRows } from "../../../../src/api/venues/adapter.ts";
import { deriveV2 } from "../../../../src/catalog/deployments.ts";
import { deriveMarket, deriveStableFeed } from "../../../../src/catalog/deriveMarkets.ts";
import type { Fact } from "../../../../src/ledger/facts.ts";
import type { JsonObject } from "../../../../src/ledger/json.ts";
import { encodeSubId } from "../../../../src/venues/derive-v2/subId.ts";

type Row<Name extends Exclude<keyof VenueRows, "clock">> = VenueRows[Name][number];

export const WAD = 10n ** 18n;
const CHAIN = 957;
const ACCOUNT = "4242";
export const SET = "957:derive-v2:4242:cross";
const OWNER: Hex = "0x1111111111111111111111111111111111111111";
export const CASH = deriveV2.cash.toLowerCase();

/** A decimal number as an integer of 18 decimals, exactly as written. */
export function wad(text: string | number): bigint {
  const [whole = "0", fraction = ""] = String(text).split(".");
  const digits = BigInt(`${whole.replace("-", "")}${fraction.padEnd(18, "0").slice(0, 18)}`);
  return whole.startsWith("-") ? -digits : digits;
}

/** Collects the rows of one account; every row is as old as the clock unless said otherwise. */
export class Rows {
  readonly clock: VenueRows["clock"];
  manager: Hex | null = lower(deriveV2.standardManager);
  readonly positions: Row<"positions">[] = [];
  readonly collateral: Row<"collateral">[] = [];
  readonly instruments: Row<"instruments">[] = [];
  readonly markets: Row<"markets">[] = [];
  readonly parameters: Row<"parameters">[] = [];
  readonly accruals: Row<"accruals">[] = [];
  readonly smiles: Row<"smiles">[] = [];
  readonly forwards: Row<"forwards">[] = [];
  readonly rates: Row<"rates">[] = [];
  readonly feeds: Row<"feeds">[] = [];

  constructor(timestamp: number) {
    this.clock = { chainId: CHAIN, blockNumber: 1, timestamp };
  }

  private get origin() {
    const { timestamp } = this.clock;
    return { blockNumber: 1, timestamp, transactionHash: "0x00" as Hex, logIndex: 0 };
  }

  private get key() {
    return { chainId: CHAIN, venue: "derive-v2" };
  }

  /** The rows as the adapter gets them. */
  get all(): VenueRows {
    const { manager, clock } = this;
    const account = {
      ...this.key,
      account: ACCOUNT,
      owner: OWNER,
      holder: OWNER,
      beneficiary: null,
      manager,
      blockNumber: 1,
      timestamp: clock.timestamp,
    };
    return { ...this, accounts: [account] };
  }

  cash(amount: bigint, venueState: JsonObject = {}) {
    this.coin(CASH, "USDC", amount, venueState);
  }

  coin(
    assetId: string,
    asset: string,
    amount: bigint,
    venueState: JsonObject = {},
    decimals: number | null = 18,
  ) {
    const row = { ...this.key, account: ACCOUNT, pool: "cross", assetId: assetId.toLowerCase(), asset };
    this.collateral.push({ ...row, amount, decimals, venueState, ...this.origin });
  }

  /** Parameters and accruals as the venue's own facts say them. */
  facts(facts: readonly Fact[]) {
    for (const fact of facts) {
      const { origin } = this;
      if (fact.kind === "parameter") {
        const { scope, name, value, decimals } = fact;
        this.parameters.push({ ...this.key, scope, name, value, decimals, ...origin });
      } else if (fact.kind === "accrual") {
        const { marketId, name, value, decimals } = fact;
        this.accruals.push({ ...this.key, marketId, name, value, decimals, ...origin });
      } else throw new Error(`rows do not hold ${fact.kind} facts`);
    }
  }

  accrual(marketId: string, name: string, value: bigint, decimals = 18) {
    this.facts([{ kind: "accrual", venue: "derive-v2", marketId, name, value, decimals }]);
  }

  feed(address: string, asset: string, price: bigint, options: { at?: number; confidence?: bigint } = {}) {
    const publishedAt = options.at ?? this.clock.timestamp;
    this.feeds.push({
      chainId: CHAIN,
      address: lower(address),
      feedId: "spot",
      family: "derive",
      asset,
      quote: "USD",
      decimals: 18,
      price,
      priceLow: price,
      priceHigh: price,
      confidence: options.confidence ?? WAD,
      roundId: String(publishedAt),
      publishedAt,
      ...this.origin,
    });
  }

  spot(marketId: string, price: bigint, options: { at?: number; confidence?: bigint } = {}) {
    const market = deriveMarket(marketId);
    if (market === undefined) throw new Error(`no market ${marketId}`);
    this.feed(market.spotFeed, market.underlying, price, options);
  }

  stable(price: bigint) {
    this.feed(deriveStableFeed.address, "USDC", price);
  }

  perpPrice(marketId: string, difference: bigint, confidence = WAD, at = this.clock.timestamp) {
    this.accrual(marketId, "perpSpotDiff", difference);
    this.accrual(marketId, "perpSpotDiffConfidence", confidence);
    this.accrual(marketId, "perpSpotDiffPublishedAt", BigInt(at), 0);
  }

  forward(
    marketId: string,
    expiry: number,
    spotDifference: bigint,
    options: { at?: number; confidence?: bigint; start?: bigint; current?: bigint } = {},
  ) {
    this.forwards.push({
      ...this.key,
      marketId,
      expiry,
      spotDifference,
      settlementStartAggregate: options.start ?? 0n,
      currentSpotAggregate: options.current ?? 0n,
      confidence: options.confidence ?? WAD,
      publishedAt: options.at ?? this.clock.timestamp,
      ...this.origin,
    });
  }

  smile(
    marketId: string,
    expiry: number,
    parameters: JsonObject,
    confidence = WAD,
    at = this.clock.timestamp,
  ) {
    const row = { ...this.key, marketId, expiry, model: "derive-svi", parameters, confidence };
    this.smiles.push({ ...row, publishedAt: at, ...this.origin });
  }

  /** A smile of one volatility: variance a over a reference time of one year. */
  flatSmile(marketId: string, expiry: number, volatility: bigint, confidence = WAD) {
    const a = ((volatility * volatility) / WAD).toString();
    const one = WAD.toString();
    this.smile(
      marketId,
      expiry,
      { a, b: "0", rho: "0", m: "0", sigma: "0", forward: one, refTau: one },
      confidence,
    );
  }

  rate(marketId: string, expiry: number, rate: bigint, confidence = WAD) {
    const { timestamp } = this.clock;
    this.rates.push({
      ...this.key,
      marketId,
      expiry,
      rate,
      confidence,
      publishedAt: timestamp,
      ...this.origin,
    });
  }

  option(
    marketId: string,
    terms: { expiry: number; strike: bigint; right: "call" | "put" },
    size: bigint,
  ): string {
    const market = deriveMarket(marketId);
    const strike8 = terms.strike / 10n ** 10n;
    const subId = encodeSubId({ expiry: terms.expiry, strike8, right: terms.right });
    const instrumentId = `${market?.option?.toLowerCase()}:${subId}`;
    const strike = terms.strike * 10n ** 12n;
    if (!this.instruments.some((row) => row.instrumentId === instrumentId)) {
      const option = { expiry: terms.expiry, strike, right: terms.right };
      this.instrument(marketId, instrumentId, "option", option);
    }
    this.position(instrumentId, size, null, {});
    return `${CHAIN}:derive-v2:${instrumentId}`;
  }

  perp(marketId: string, size: bigint, entryNotional: bigint | null, venueState: JsonObject = {}): string {
    const instrumentId = deriveMarket(marketId)?.perp?.toLowerCase() ?? "";
    this.instrument(marketId, instrumentId, "perp", { expiry: null, strike: null, right: null });
    this.position(instrumentId, size, entryNotional, venueState);
    return `${CHAIN}:derive-v2:${instrumentId}`;
  }

  private instrument(
    marketId: string,
    instrumentId: string,
    kind: "option" | "perp",
    terms: Pick<Row<"instruments">, "expiry" | "strike" | "right">,
  ) {
    this.instruments.push({
      ...this.key,
      instrumentId,
      kind,
      marketId,
      underlying: deriveMarket(marketId)?.underlying ?? "unknown",
      quote: "USD",
      settlementAsset: "USDC",
      sizeDecimals: 18,
      ...terms,
      lowerTick: null,
      upperTick: null,
      blockNumber: 1,
      timestamp: this.clock.timestamp,
    });
  }

  position(instrumentId: string, size: bigint, entryNotional: bigint | null, venueState: JsonObject) {
    this.positions.push({
      ...this.key,
      account: ACCOUNT,
      instrumentId,
      pool: "cross",
      size,
      entryNotional,
      isOpen: true,
      lifecycle: 1,
      openedAt: this.clock.timestamp,
      realizedPnl: 0n,
      feesPaid: 0n,
      venueState,
      ...this.origin,
    });
  }
}

function lower(address: string): Hex {
  return address.toLowerCase() as Hex;
}
