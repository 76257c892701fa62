// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// A token that gives itself to anybody: what the pool needs of one, and no more.
contract Token {
    mapping(address => uint256) public balanceOf;

    function give(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}

interface Pool {
    function token0() external view returns (Token);
    function token1() external view returns (Token);
    function mint(address owner, int24 lower, int24 upper, uint128 amount, bytes calldata data) external;
    function burn(int24 lower, int24 upper, uint128 amount) external;
    function swap(address to, bool zeroForOne, int256 amount, uint160 limit, bytes calldata data) external;
}

/// Provides liquidity and trades, and pays the pool what it asks for.
contract Trader {
    function mint(Pool pool, int24 lower, int24 upper, uint128 amount) external {
        pool.mint(address(this), lower, upper, amount, "");
    }

    function burn(Pool pool, int24 lower, int24 upper, uint128 amount) external {
        pool.burn(lower, upper, amount);
    }

    function swap(Pool pool, bool zeroForOne, int256 amount, uint160 limit) external {
        pool.swap(address(this), zeroForOne, amount, limit, "");
    }

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata) external {
        pay(int256(amount0), int256(amount1));
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external {
        pay(amount0, amount1);
    }

    function pay(int256 amount0, int256 amount1) private {
        if (amount0 > 0) Pool(msg.sender).token0().give(msg.sender, uint256(amount0));
        if (amount1 > 0) Pool(msg.sender).token1().give(msg.sender, uint256(amount1));
    }
}
