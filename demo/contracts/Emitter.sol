// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @notice Emits exactly the topics and the data that it is given. Placed at a protocol's real address on a local
/// chain, it makes a replayed log byte-identical to the recorded one.
contract Emitter {
    error TooManyTopics(uint256 count);

    function emitLog(bytes32[] calldata topics, bytes calldata data) external {
        if (topics.length > 4) revert TooManyTopics(topics.length);
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, data.offset, data.length)
            let topic := topics.offset
            switch topics.length
            case 0 { log0(start, data.length) }
            case 1 { log1(start, data.length, calldataload(topic)) }
            case 2 { log2(start, data.length, calldataload(topic), calldataload(add(topic, 32))) }
            case 3 {
                log3(
                    start,
                    data.length,
                    calldataload(topic),
                    calldataload(add(topic, 32)),
                    calldataload(add(topic, 64))
                )
            }
            default {
                log4(
                    start,
                    data.length,
                    calldataload(topic),
                    calldataload(add(topic, 32)),
                    calldataload(add(topic, 64)),
                    calldataload(add(topic, 96))
                )
            }
        }
    }
}
