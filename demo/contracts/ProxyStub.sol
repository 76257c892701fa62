// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @notice Answers the two reads by which an indexer follows a Chainlink proxy. The real EACAggregatorProxy emits no
/// event when its aggregator changes, so the reads are all there is. One value a slot (not packed), so that each can
/// be set by itself from outside: slot 0 is the aggregator, slot 1 the phase.
contract ProxyStub {
    uint256 private aggregatorSlot;
    uint256 private phaseIdSlot;

    function aggregator() external view returns (address) {
        return address(uint160(aggregatorSlot));
    }

    function phaseId() external view returns (uint16) {
        return uint16(phaseIdSlot);
    }
}
