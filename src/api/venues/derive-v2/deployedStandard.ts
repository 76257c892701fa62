import type {
  DepegParameters,
  StandardParameters,
} from "../../../../engine/margin/derive/standardParameters.ts";

/** When the values below were read on chain. They stand in, with a warning, where no event has been indexed. */
export const DEPLOYED_AT = "2025-12-08";

/*
 * Rules of the StandardManager by market id.
 * Source: derivexyz/v2-scripts@a27b06a data/mainnet/srmParams.json (getters read on chain).
 */

/** Options. */
export const deployedOptions: Readonly<Record<string, StandardParameters["option"]>> = {
  // ETH
  "1": {
    maxSpotReq: 0.15,
    minSpotReq: 0.13,
    mmCallSpotReq: 0.09,
    mmPutSpotReq: 0.09,
    mmPutMtmReq: 0.09,
    unpairedImScale: 1.2,
    unpairedMmScale: 1.1,
    mmOffsetScale: 1.05,
  },
  // BTC
  "2": {
    maxSpotReq: 0.15,
    minSpotReq: 0.13,
    mmCallSpotReq: 0.09,
    mmPutSpotReq: 0.09,
    mmPutMtmReq: 0.09,
    unpairedImScale: 1.2,
    unpairedMmScale: 1.1,
    mmOffsetScale: 1.05,
  },
  // SNX
  "4": {
    maxSpotReq: 0.35,
    minSpotReq: 0.3,
    mmCallSpotReq: 0.15,
    mmPutSpotReq: 0.15,
    mmPutMtmReq: 0.15,
    unpairedImScale: 1.4,
    unpairedMmScale: 1.3,
    mmOffsetScale: 1.05,
  },
  // SOL
  "7": {
    maxSpotReq: 0.24,
    minSpotReq: 0.18,
    mmCallSpotReq: 0.14,
    mmPutSpotReq: 0.14,
    mmPutMtmReq: 0.14,
    unpairedImScale: 1.25,
    unpairedMmScale: 1.2,
    mmOffsetScale: 1.05,
  },
  // AAVE
  "27": {
    maxSpotReq: 0.15,
    minSpotReq: 0.13,
    mmCallSpotReq: 0.09,
    mmPutSpotReq: 0.09,
    mmPutMtmReq: 0.09,
    unpairedImScale: 1.2,
    unpairedMmScale: 1.1,
    mmOffsetScale: 1.05,
  },
  // HYPE
  "48": {
    maxSpotReq: 0.3,
    minSpotReq: 0.25,
    mmCallSpotReq: 0.18,
    mmPutSpotReq: 0.18,
    mmPutMtmReq: 0.18,
    unpairedImScale: 1.3,
    unpairedMmScale: 1.25,
    mmOffsetScale: 1.05,
  },
};

/** Perpetuals. */
export const deployedPerps: Readonly<Record<string, StandardParameters["perp"]>> = {
  "1": { mmReq: 0.05, imReq: 0.066 }, // ETH
  "2": { mmReq: 0.05, imReq: 0.066 }, // BTC
  "7": { mmReq: 0.067, imReq: 0.077 }, // SOL
  "8": { mmReq: 0.067, imReq: 0.1 }, // DOGE
  "20": { mmReq: 0.067, imReq: 0.1 }, // TIA
  "21": { mmReq: 0.067, imReq: 0.1 }, // SUI
  "22": { mmReq: 0.067, imReq: 0.1 }, // NEAR
  "23": { mmReq: 0.143, imReq: 0.2 }, // PEPE
  "24": { mmReq: 0.143, imReq: 0.2 }, // WIF
  "25": { mmReq: 0.067, imReq: 0.1 }, // WLD
  "26": { mmReq: 0.067, imReq: 0.1 }, // BNB
  "27": { mmReq: 0.067, imReq: 0.1 }, // AAVE
  "28": { mmReq: 0.067, imReq: 0.1 }, // OP
  "29": { mmReq: 0.067, imReq: 0.1 }, // ARB
  "30": { mmReq: 0.067, imReq: 0.1 }, // LINK
  "31": { mmReq: 0.067, imReq: 0.1 }, // XRP
  "32": { mmReq: 0.067, imReq: 0.1 }, // AVAX
  "33": { mmReq: 0.067, imReq: 0.1 }, // UNI
  "34": { mmReq: 0.143, imReq: 0.2 }, // TAO
  "35": { mmReq: 0.143, imReq: 0.2 }, // SEI
  "36": { mmReq: 0.143, imReq: 0.2 }, // EIGEN
  "37": { mmReq: 0.067, imReq: 0.1 }, // ENA
  "38": { mmReq: 0.2, imReq: 0.33333 }, // BITCOIN
  "39": { mmReq: 0.2, imReq: 0.33333 }, // DEGEN
  "44": { mmReq: 0.067, imReq: 0.1 }, // TRUMP
  "48": { mmReq: 0.1, imReq: 0.15 }, // HYPE
};

/** Coins deposited as collateral. */
export const deployedBases: Readonly<Record<string, StandardParameters["base"]>> = {
  "1": { marginFactor: 0.8, imScale: 0.9375 }, // ETH
  "2": { marginFactor: 0.75, imScale: 0.93 }, // BTC
  "3": { marginFactor: 0.98, imScale: 0.92 }, // USDT
  "4": { marginFactor: 0, imScale: 0 }, // SNX
  "5": { marginFactor: 0.8, imScale: 0.9 }, // wstETH
  "9": { marginFactor: 0.7, imScale: 0.93 }, // weETH
  "10": { marginFactor: 0.55, imScale: 0.91 }, // rswETH
  "11": { marginFactor: 0.65, imScale: 0.925 }, // rsETH
  "12": { marginFactor: 0.8, imScale: 0.94 }, // sUSDe
  "13": { marginFactor: 0.925, imScale: 0.92 }, // DAI
  "14": { marginFactor: 0.875, imScale: 0.915 }, // sDAI
  "15": { marginFactor: 0.85, imScale: 0.94 }, // USDe
  "17": { marginFactor: 0.7, imScale: 0.93 }, // LBTC
  "18": { marginFactor: 0.7, imScale: 0.93 }, // cbBTC
  "19": { marginFactor: 0.7, imScale: 0.93 }, // eBTC
  "27": { marginFactor: 0.74, imScale: 0.9 }, // AAVE
  "28": { marginFactor: 0.6, imScale: 0.85 }, // OP
  "40": { marginFactor: 0.65, imScale: 0.93 }, // SolvBTC
  "41": { marginFactor: 0.65, imScale: 0.93 }, // SolvBTCBBN
  "43": { marginFactor: 0.15, imScale: 0.66 }, // DRV
  "45": { marginFactor: 0, imScale: 0 }, // OLAS
  "46": { marginFactor: 0.995, imScale: 0.995 }, // fxUSDC
  "47": { marginFactor: 0.5, imScale: 0.5 }, // MUSD
  "48": { marginFactor: 0.6, imScale: 0.834 }, // HYPE
  "49": { marginFactor: 0.65, imScale: 0.93 }, // PUFETH
  "50": { marginFactor: 0, imScale: 0 }, // KHYPE
};

/** The same for every market. */
export const deployedOracle: StandardParameters["oracle"] = {
  perpThreshold: 0.55,
  optionThreshold: 0.55,
  baseThreshold: 0.55,
  factor: 1,
};

/** One rule for the manager. */
export const deployedDepeg: DepegParameters = { threshold: 0.99, factor: 2 };

/** Largest |perp - spot| as a fraction of spot, as read from the feeds in 2026-09. */
export const deployedSpotDiffCap = 0.06;
