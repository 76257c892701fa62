import type { ChainlinkFeed } from "./feed.ts";

/** Chainlink feeds of Arbitrum. Source: see feeds.ts. */
export const arbitrumFeeds = [
  {
    asset: "ETH",
    quote: "USD",
    proxy: "0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612",
    aggregators: [
      { address: "0xD827123D014578C965F6c9d87A641ec05FaA5501", decimals: 8 },
      { address: "0x3607e46698d218B3a5Cae44bF381475C0a5e2ca7", decimals: 8 },
    ],
    heartbeatSeconds: 1_755,
    deviation: 0.0005,
  },
  {
    asset: "BTC",
    quote: "USD",
    proxy: "0x6ce185860a4963106506C203335A2910413708e9",
    aggregators: [
      { address: "0xA8c2ad8Fc02733d758C0585478cdf6C53d6c9cB8", decimals: 8 },
      { address: "0x942d00008D658dbB40745BBEc89A93c253f9B882", decimals: 8 },
    ],
    heartbeatSeconds: 1_755,
    deviation: 0.0005,
  },
  {
    asset: "AVAX",
    quote: "USD",
    proxy: "0x8bf61728eeDCE2F32c456454d87B5d6eD6150208",
    aggregators: [
      { address: "0x4430E46123dCA4d1012763F3537C3a378A70feaA", decimals: 8 },
      { address: "0xcf17b68a40f10d3DcEedd9a092F1Df331cE3D9da", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.001,
  },
  {
    asset: "ARB",
    quote: "USD",
    proxy: "0xb2A824043730FE05F3DA2efaFa1CBbe83fa548D6",
    aggregators: [
      { address: "0xa0e625bF0fE664FA6Ce3883177064C5eA01B8C14", decimals: 8 },
      { address: "0x46de66F10343b59BAcc37dF9b3F67cD0CcC121A3", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.0005,
  },
  {
    asset: "LINK",
    quote: "USD",
    proxy: "0x86E53CF1B870786351Da77A57575e79CB55812CB",
    aggregators: [
      { address: "0x7fF6f0d5d216b9ba8E218633C18bc75ebf439671", decimals: 8 },
      { address: "0x9b8DdcF800a7BfCdEbaD6D65514dE59160a2C9CC", decimals: 8 },
    ],
    heartbeatSeconds: 1_755,
    deviation: 0.01,
  },
  {
    asset: "SOL",
    quote: "USD",
    proxy: "0x24ceA4b8ce57cdA5058b924B9B9987992450590c",
    aggregators: [
      { address: "0x2B362B121337631E1D115639d8636dc5529eCBeE", decimals: 8 },
      { address: "0x8C4308F7cbD7fB829645853cD188500D7dA8610a", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.001,
  },
  {
    asset: "USDC",
    quote: "USD",
    proxy: "0x50834F3163758fcC1Df9973b6e91f0F0F0434aD3",
    aggregators: [
      { address: "0x085a38e33a14b1e3078B0614380b4469AEA4E0f2", decimals: 8 },
      { address: "0x2946220288DbBF77dF0030fCecc2a8348CbBE32C", decimals: 8 },
    ],
    heartbeatSeconds: 255,
    deviation: 0.001,
  },
  {
    asset: "USDT",
    quote: "USD",
    proxy: "0x3f3f5dF88dC9F13eac63DF89EC16ef6e7E25DdE7",
    aggregators: [
      { address: "0x3CBDF88CD62A5532Db88Faba1a3B2043302BF655", decimals: 8 },
      { address: "0xCb35fE6E53e71b30301Ec4a3948Da4Ad3c65ACe4", decimals: 8 },
    ],
    heartbeatSeconds: 255,
    deviation: 0.001,
  },
  {
    asset: "DAI",
    quote: "USD",
    proxy: "0xc5C8E77B397E531B8EC06BFb0048328B30E9eCfB",
    aggregators: [
      { address: "0xE8df13FA9D99aE5AC929a5250Fda3b463c463622", decimals: 8 },
      { address: "0xFc06bB03a9e1D8033f87eA6A682cbd65477A43b9", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.001,
  },
  {
    asset: "WBTC",
    quote: "USD",
    proxy: "0xd0C7101eACbB49F3deCcCc166d238410D6D46d57",
    aggregators: [
      { address: "0xb19D0B75191894dE745B61342D728e5fc6Ead1bA", decimals: 8 },
      { address: "0xb20bd22d3D2E5a628523d37b3DED569598EB649b", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.0005,
  },
  {
    asset: "OP",
    quote: "USD",
    proxy: "0x205aaD468a11fd5D34fA7211bC6Bad5b3deB9b98",
    aggregators: [
      { address: "0xA305BC9c84ea02123c315fD09530287415Fede68", decimals: 8 },
      { address: "0x0526ED34229425a10888C6972906CF2a820D6d13", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "MATIC",
    quote: "USD",
    proxy: "0x52099D4523531f678Dfc568a7B1e5038aadcE1d6",
    aggregators: [
      { address: "0x58eD6b0268DFEa3d58C5967cFcA86634d73eeB0A", decimals: 8 },
      { address: "0xA4A2b2000d447CC1086d15C077730008b0251FFD", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "POL",
    quote: "USD",
    proxy: "0x82BA56a2fADF9C14f17D08bc51bDA0bDB83A8934",
    aggregators: [
      { address: "0x2B72C34cbb350e019027FddCAC7c977ed790CE5D", decimals: 8 },
      { address: "0xdecCf98Ab543E6fAca8E22dB33445c7DDc855df0", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "USDE",
    quote: "USD",
    proxy: "0x88AC7Bca36567525A866138F03a6F6844868E0Bc",
    aggregators: [
      { address: "0xf4A124fd3b2115913641038C6F437337b30B4a42", decimals: 8 },
      { address: "0xBc78D5f22ae6a7B86ab716c5d2F7DC61a8c1b61e", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.005,
  },
  {
    asset: "STETH",
    quote: "USD",
    proxy: "0x07C5b924399cc23c24a95c8743DE4006a32b7f2a",
    aggregators: [
      { address: "0x2FcC3a39cB52F6F73cf77EF3F44198Af71Ee1C82", decimals: 8 },
      { address: "0xE5B5Be82015444c04B281CF4aFa6A99130ED83a2", decimals: 8 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.003,
  },
  {
    asset: "STETH",
    quote: "ETH",
    proxy: "0xded2c52b75B24732e9107377B7Ba93eC1fFa4BAf",
    aggregators: [
      { address: "0x03de09a7EC7Ec33ddB67557eC0c73682eAe3CBa1", decimals: 18 },
      { address: "0xBFf434a1B44677D4ce302da64d84bB4d305c0D49", decimals: 18 },
    ],
    heartbeatSeconds: 86_400,
    deviation: 0.01,
  },
] as const satisfies readonly ChainlinkFeed[];
