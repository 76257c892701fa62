import type { ChainlinkFeed } from "./feed.ts";

/** Chainlink feeds of Base. Source: see feeds.ts. */
export const baseFeeds = [
  {
    asset: "ETH",
    quote: "USD",
    proxy: "0x71041dddad3595F9CEd3DcCFBe3D1F4b0a16Bb70",
    aggregators: [
      { address: "0x1e0B2C3896338FBb201C4f0A27C6904801Dca06B", decimals: 8 },
      { address: "0x57d2d46Fc7ff2A7142d479F2f59e1E3F95447077", decimals: 8 },
    ],
    heartbeatSeconds: 1_200,
    deviation: 0.0015,
  },
  {
    asset: "BTC",
    quote: "USD",
    proxy: "0x64c911996D3c6aC71f9b455B1E8E7266BcbD848F",
    aggregators: [
      { address: "0x0E3Dc8A6A86D2F6F5F67B373a047C267FB1fc3E6", decimals: 8 },
      { address: "0x852aE0B1Af1aAeDB0fC4428B4B24420780976ca8", decimals: 8 },
    ],
    heartbeatSeconds: 1_200,
    deviation: 0.001,
  },
  {
    asset: "AVAX",
    quote: "USD",
    proxy: "0xE70f2D34Fd04046aaEC26a198A35dD8F2dF5cd92",
    aggregators: [
      { address: "0x9D09A83Ff9FFe120191392A4E7fa027879d97191", decimals: 8 },
      { address: "0x84efF9466d371ccAB94728e8bdFcd9Bc095D7Ca6", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "LINK",
    quote: "USD",
    proxy: "0x17CAb8FE31E32f08326e5E27412894e49B0f9D65",
    aggregators: [
      { address: "0x6B29CEd17Bd1Fc3e1dA6D82aCA5963e9111660d2", decimals: 8 },
      { address: "0x72FC7950A832396720736e7e08D6F74C84C6909a", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "SOL",
    quote: "USD",
    proxy: "0x975043adBb80fc32276CbF9Bbcfd4A601a12462D",
    aggregators: [
      { address: "0x474Ec38919D3d30D7b717CddEa6205130E195572", decimals: 8 },
      { address: "0xEA990BCCb5b4dA5023B6dc88480297405Fd222c3", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "USDC",
    quote: "USD",
    proxy: "0x7e860098F58bBFC8648a4311b374B1D669a2bc6B",
    aggregators: [
      { address: "0xE2F30AF46DddDdb7795995d615C828F722E2e6F0", decimals: 8 },
      { address: "0x0Ee7145e1370653533e2F2E824424bE2AA95A4Aa", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.003,
  },
  {
    asset: "USDT",
    quote: "USD",
    proxy: "0xf19d560eB8d2ADf07BD6D13ed03e1D11215721F9",
    aggregators: [
      { address: "0x20556514ca77b9163ca767A98b22957804FF1c6e", decimals: 8 },
      { address: "0xDC2D2fA8E7b824A2c16128446E288280dcB12844", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.003,
  },
  {
    asset: "DAI",
    quote: "USD",
    proxy: "0x591e79239a7d679378eC8c847e5038150364C78F",
    aggregators: [
      { address: "0x4BB0a4EDBAfd66E6891fDcF23F95428Fd5B27564", decimals: 8 },
      { address: "0x21b1E4eA0E9AE2e79932662300eB12A0f90AbE59", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.003,
  },
  {
    asset: "WBTC",
    quote: "USD",
    proxy: "0xCCADC697c55bbB68dc5bCdf8d3CBe83CdD4E071E",
    aggregators: [
      { address: "0x92f88CCA9D3C846be7E8163E4c32BB07772cD245", decimals: 8 },
      { address: "0xE186722b9d5C063625C49a4BF6Bb3d669F66A8b5", decimals: 8 },
    ],
    heartbeatSeconds: 1_200,
    deviation: 0.001,
  },
  {
    asset: "OP",
    quote: "USD",
    proxy: "0x3E3A6bD129A63564FE7abde85FA67c3950569060",
    aggregators: [
      { address: "0x88442f5D541d9616FaD57c312e0059fbf0B1f8fE", decimals: 8 },
      { address: "0x23e47A253776F1Fce32e5F2D5D342ca5D6Edd226", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "POL",
    quote: "USD",
    proxy: "0x5E988c11a4f92155C30D9fb69Ed75597f712B113",
    aggregators: [
      { address: "0x4A280641db6932990542B48bA37cd44b77FCD7aD", decimals: 8 },
      { address: "0x74f70D08c92f1cd4Ed70B9aa3F8edC0bA5496a01", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "USDE",
    quote: "USD",
    proxy: "0x790181e93e9F4Eedb5b864860C12e4d2CffFe73B",
    aggregators: [
      { address: "0x0F3977C15c071217b61605833EEa1839a70653Fd", decimals: 8 },
      { address: "0x29a0BF5D5e677d38f7AbBd4d292895a3574796C0", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "STETH",
    quote: "ETH",
    proxy: "0xf586d0728a47229e747d824a939000Cf21dEF5A0",
    aggregators: [
      { address: "0x15692547e525EC63D2080Cf95C26817c0923565C", decimals: 18 },
      { address: "0x79b0e87fF1C40D27a0F941296D70a91cD1553482", decimals: 18 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
] as const satisfies readonly ChainlinkFeed[];
