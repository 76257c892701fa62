/** One field of a packed word: its lowest bit and how many bits it has. */
export interface BitField {
  readonly offset: bigint;
  readonly bits: number;
}

/** The field's bits as an unsigned integer. */
export function readField(word: bigint, { offset, bits }: BitField): bigint {
  return BigInt.asUintN(bits, word >> offset);
}

/** The field's bits as a two's complement integer. */
export function readSignedField(word: bigint, { offset, bits }: BitField): bigint {
  return BigInt.asIntN(bits, word >> offset);
}

/** The field's share of a packed word, to be or-ed with the others; a negative value becomes two's complement. */
export function writeField(value: bigint, { offset, bits }: BitField): bigint {
  return BigInt.asUintN(bits, value) << offset;
}

/** Whether a number is an integer of `bits` unsigned bits. */
export function fitsUnsigned(value: number, bits: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** bits;
}

/** Whether a number is an integer of `bits` bits in two's complement. */
export function fitsSigned(value: number, bits: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
}

/** Whether a word is one that 256 bits can hold. */
export function isUint256(word: bigint): boolean {
  return word >= 0n && word < 1n << 256n;
}
