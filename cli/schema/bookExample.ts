import type * as z from "zod";
import type { bookSchema } from "./book.ts";

/** Long 100 ETH on one venue, short 80 on another, and a protective put on a third. */
export const bookExample: z.input<typeof bookSchema> = {
  timestamp: 1_767_225_600,
  instruments: [
    { kind: "perp", id: "42161:gmx-v2:ETH", chainId: 42161, venue: "gmx-v2", underlying: "ETH" },
    { kind: "perp", id: "10:perp-v2:vETH", chainId: 10, venue: "perp-v2", underlying: "ETH" },
    {
      kind: "option",
      id: "957:derive-v2:ETH-20260327-2800-P",
      chainId: 957,
      venue: "derive-v2",
      underlying: "ETH",
      right: "put",
      strike: 2800,
      expiry: 1_774_598_400,
      settlement: "usd",
    },
  ],
  marks: {
    "42161:gmx-v2:ETH": { kind: "linear", priceUsd: 3000, carryUsdPerYear: -240 },
    "10:perp-v2:vETH": { kind: "linear", priceUsd: 3001, carryUsdPerYear: -150 },
    "957:derive-v2:ETH-20260327-2800-P": {
      kind: "option",
      forwardUsd: 3030,
      volatility: 0.62,
      rate: 0.04,
    },
  },
  nettingSets: [
    { id: "gmx", chainId: 42161, venue: "gmx-v2", account: "0xabc", marginMode: "isolated" },
    { id: "perp", chainId: 10, venue: "perp-v2", account: "0xabc", marginMode: "cross" },
    { id: "derive", chainId: 957, venue: "derive-v2", account: "42", marginMode: "cross" },
  ],
  positions: [
    {
      id: "a",
      instrumentId: "42161:gmx-v2:ETH",
      nettingSetId: "gmx",
      quantity: 100,
      costUsd: 290_000,
    },
    {
      id: "b",
      instrumentId: "10:perp-v2:vETH",
      nettingSetId: "perp",
      quantity: -80,
      costUsd: -248_000,
    },
    {
      id: "c",
      instrumentId: "957:derive-v2:ETH-20260327-2800-P",
      nettingSetId: "derive",
      quantity: 50,
      costUsd: 0,
    },
  ],
};
