import { expect, test } from "vitest";
import { emitterBytecode, proxyStubBytecode, routerBytecode } from "../../../demo/contracts/bytecode.ts";
import { compileContracts } from "../../../demo/contracts/compile.ts";

test("the committed bytecode is what the committed sources compile to", () => {
  expect(compileContracts()).toEqual({
    Emitter: emitterBytecode,
    ProxyStub: proxyStubBytecode,
    Router: routerBytecode,
  });
});
