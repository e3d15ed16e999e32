/** Everything around public and private keys; loaded when a program first uses one. */
export { named as curves } from './curves.ts';
export { exchange } from './dh.ts';
export { encryption } from './encrypt.ts';
export { exportKey, keyDetails, sameKey } from './export.ts';
export { generation } from './generate.ts';
export { createPrivateKey, createPublicKey } from './input.ts';
export { primes } from './primes.ts';
export { signing } from './sign.ts';
