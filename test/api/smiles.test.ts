import { describe, expect, it } from "vitest";
import type { volSmile } from "../../ponder.schema.ts";
import { smileOnWire } from "../../src/api/smiles.ts";
import { Rows, WAD, wad } from "./venues/derive-v2/rows.ts";

const expiry = 1_735_286_400;

function smile(change: Partial<typeof volSmile.$inferSelect> = {}) {
  const rows = new Rows(1_700_000_000);
  rows.smile("1", expiry, {
    a: wad("0.01").toString(),
    b: wad("0.2").toString(),
    rho: wad("-0.5").toString(),
    m: "0",
    sigma: wad("0.15").toString(),
    forward: wad(2_000).toString(),
    refTau: wad("0.25").toString(),
  });
  const [row] = rows.smiles;
  if (row === undefined) throw new Error("no smile");
  return smileOnWire({ ...row, ...change });
}

describe("a smile on the wire", () => {
  it("has the volatility at its own forward: sqrt((a + b * sigma) / refTau)", () => {
    const { atmVolatility, ...rest } = smile();
    expect(atmVolatility).toBeCloseTo(Math.sqrt((0.01 + 0.2 * 0.15) / 0.25), 14);
    expect(rest).toEqual({
      chainId: 957,
      venue: "derive-v2",
      marketId: "1",
      expiry,
      model: "derive-svi",
      publishedAt: 1_700_000_000,
      forwardUsd: 2_000,
    });
  });

  it("of a model that is not known has no volatility, and no forward", () => {
    expect(smile({ model: "sabr" })).toMatchObject({ model: "sabr", forwardUsd: null, atmVolatility: null });
  });

  it("with a parameter missing has no volatility, and no number that is none", () => {
    const missing = { a: "0", b: "0", forward: WAD.toString() };
    expect(smile({ parameters: missing })).toMatchObject({ atmVolatility: null, forwardUsd: 1 });
    expect(smile({ parameters: {} })).toMatchObject({ atmVolatility: null, forwardUsd: null });
  });
});
