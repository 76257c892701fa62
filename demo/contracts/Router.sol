// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Emitter} from "./Emitter.sol";

struct RoutedLog {
    address emitter;
    bytes32[] topics;
    bytes data;
}

/// @notice Emits logs of many addresses in one transaction and in the given order. A log carries the address of the
/// code that runs, so the router calls the emitter at each address. One failing call reverts all: no partial receipt.
contract Router {
    function route(RoutedLog[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; i++) {
            Emitter(logs[i].emitter).emitLog(logs[i].topics, logs[i].data);
        }
    }
}
