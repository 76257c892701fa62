import fc from "fast-check";
import { decodeEventLog, type Hex, keccak256, parseAbiItem, toBytes } from "viem";
import { expect, test } from "vitest";
import { encodeLog } from "../../../demo/chains/events.ts";
import { parseTape } from "../../../demo/chains/tape.ts";
import { testAddress } from "./support.ts";

const event = parseAbiItem(
  "event Traded(address msgSender, string name, string indexed nameHash, bytes32 indexed key, (int256 size, bool long)[] items)",
);
const unnamed = parseAbiItem("event Approval(address indexed, uint256 value)");
const word = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `0x${Buffer.from(bytes).toString("hex")}` as Hex);

test("what is encoded decodes to the same values, and is a valid log of a tape", () => {
  fc.assert(
    fc.property(
      fc.string(),
      word,
      fc.array(
        fc.record({ size: fc.bigInt({ min: -(2n ** 255n), max: 2n ** 255n - 1n }), long: fc.boolean() }),
      ),
      (name, key, items) => {
        const args = { msgSender: testAddress(7), name, nameHash: name, key, items };
        const log = encodeLog(event, args, "0xABCDEFabcdefABCDEFabcdefABCDEFabcdefABCD");
        const decoded = decodeEventLog({
          abi: [event],
          topics: log.topics as [Hex, ...Hex[]],
          data: log.data,
        });
        expect(decoded.args).toEqual({
          ...args,
          msgSender: expect.stringMatching(new RegExp(args.msgSender, "i")),
          nameHash: keccak256(toBytes(name)),
        });
        expect(
          parseTape([{ chainId: 1, time: 1, transactions: [{ logs: [log] }] }])[0]?.transactions[0]?.logs,
        ).toEqual([log]);
      },
    ),
    { numRuns: 200 },
  );
});

test("a missing argument is named", () => {
  const args = { msgSender: testAddress(7), name: "x", nameHash: "x", items: [] };
  // @ts-expect-error the type asks for the key as well
  expect(() => encodeLog(event, args, testAddress(1))).toThrow("Traded lacks a value for: key");
});

test("an unnamed parameter is refused instead of encoded as zero", () => {
  // @ts-expect-error an unnamed parameter cannot be given by name
  expect(() => encodeLog(unnamed, { value: 1n }, testAddress(1))).toThrow("(unnamed address)");
});

test("a value that does not fit its type is refused", () => {
  const args = { msgSender: testAddress(7), name: "x", nameHash: "x", key: "0x12" as Hex, items: [] };
  const wide = parseAbiItem("event Rate(int96 rate)");
  expect(() => encodeLog(wide, { rate: 2n ** 95n }, testAddress(1))).toThrow("TAPE_INVALID");
  expect(() => encodeLog(event, args, testAddress(1))).toThrow("TAPE_INVALID");
});
