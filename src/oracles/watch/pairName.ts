/** What a feed's name says about it: the pair that is priced, and who says so. */
export interface PairName {
  /** `BASE/QUOTE` in capitals. */
  readonly pair: string;
  readonly base: string;
  readonly quote: string;
  /** What the name says beside its pair; empty for a pair alone. */
  readonly rest: string;
}

/** Dollar coins and the dollar, by the names of their markets. */
const DOLLARS = new Set(
  "BUSD CRVUSD DAI FDUSD FRAX GHO GUSD LUSD PYUSD SUSD TUSD USD USDC USDE USDP USDS USDT UST".split(" "),
);
const STAKED_ETHER = new Set(["STETH", "EETH"]);
const SLASHED = /([A-Z0-9.]+)\s*\/\s*([A-Z0-9.]+)/;
/** A dash or an underscore divides anything; only these quotes make a pair of it. */
const DASHED = new RegExp(`([A-Z0-9.]+)\\s*[_-]\\s*(${[...DOLLARS, "ETH", "BTC"].join("|")})(?![A-Z0-9])`);

/**
 * The pair in a name such as `ETH/USD`, `usdc-usd`, `DAI / USD Coinbase` or `Chainlink ETH/USD`; two dollar coins need no
 * separator (`USTUSDT`), because no other reading makes sense of them. Null for a name that states none.
 */
export function pairIn(name: string): PairName | null {
  const text = name.toUpperCase();
  const [whole, base, quote] = SLASHED.exec(text) ?? DASHED.exec(text) ?? [];
  if (whole !== undefined && base !== undefined && quote !== undefined) {
    const rest = text
      .replace(whole, " ")
      .replace(/[^A-Z0-9.]+/g, " ")
      .trim()
      .toLowerCase();
    return { pair: `${base}/${quote}`, base, quote, rest };
  }
  for (let end = 3; end <= text.length - 3; end++) {
    const [coin, dollar] = [text.slice(0, end), text.slice(end)];
    if (DOLLARS.has(coin) && DOLLARS.has(dollar)) {
      return { pair: `${coin}/${dollar}`, base: coin, quote: dollar, rest: "" };
    }
  }
  return null;
}

/** The peg that a name states: a dollar coin in dollars, rebasing staked ether in ether. */
export function pegIn(
  name: string,
): { readonly target: number; readonly side: "both" | "downside" } | undefined {
  const stated = pairIn(name);
  if (stated === null) return undefined;
  const { base, quote } = stated;
  if (DOLLARS.has(base) && DOLLARS.has(quote)) return { target: 1, side: "both" };
  return STAKED_ETHER.has(base) && quote === "ETH" ? { target: 1, side: "downside" } : undefined;
}
