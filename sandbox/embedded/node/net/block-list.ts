import {
  invalidArgType,
  invalidArgValue,
  outOfRange,
  validateInteger,
  validateOneOf,
  validateString,
} from '../errors.ts';
import { isIPv4, isIPv6, portNumber } from './addresses.ts';
import { nodeError } from './errors.ts';

const families = ['ipv4', 'ipv6'];

/** An address with its port, as `net` takes it apart. */
export class SocketAddress {
  readonly address: string;
  readonly port: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly flowlabel: number;

  static isSocketAddress(value: unknown): boolean {
    return value instanceof SocketAddress;
  }
  /** Undefined for what is no `address:port`. */
  static parse(input: string): SocketAddress | undefined {
    validateString(input, 'input');
    try {
      const { hostname, port } = new URL(`http://${input}`);
      const six = hostname.startsWith('[');
      return new SocketAddress({ address: six ? hostname.slice(1, -1) : hostname, port: Number(port), family: six ? 'ipv6' : 'ipv4' });
    } catch {
      return undefined;
    }
  }

  constructor(options: { address?: string; port?: number; family?: string; flowlabel?: number } = {}) {
    if (typeof options !== 'object' || options === null) throw invalidArgType('options', 'Object', options);
    let { family = 'ipv4' } = options;
    if (typeof family === 'string') family = family.toLowerCase();
    if (!families.includes(family)) throw invalidArgValue('options.family', options.family);
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    validateString(address, 'options.address');
    portNumber(port, 'options.port');
    validateInteger(flowlabel, 'options.flowlabel', 0, 2 ** 20 - 1);
    if (!(family === 'ipv4' ? isIPv4(address) : isIPv6(address))) throw nodeError('ERR_INVALID_ADDRESS', 'Invalid socket address');
    this.address = family === 'ipv4' ? address : written(toNumber(address, 'ipv6'));
    this.port = port;
    this.family = family as 'ipv4';
    this.flowlabel = flowlabel;
  }
  toJSON() {
    const { address, port, family, flowlabel } = this;
    return { address, port, family, flowlabel };
  }
} // prettier-ignore

/** An address as one number. */
function toNumber(address: string, family: string): bigint {
  if (family === 'ipv4') return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const plain = address.split('%')[0]!.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (...[, a, b, c, d]) => {
    const pair = (high: unknown, low: unknown) => (Number(high) * 256 + Number(low)).toString(16);
    return `${pair(a, b)}:${pair(c, d)}`;
  });
  const [head = '', tail] = plain.split('::');
  const groups = (text: string) => (text ? text.split(':') : []);
  const end = tail === undefined ? [] : groups(tail);
  const gap = 8 - groups(head).length - end.length;
  return [...groups(head), ...Array<string>(gap).fill('0'), ...end].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
} // prettier-ignore

/** The shortest form of an IPv6 address. */
function written(number: bigint): string {
  return new URL(`http://[${number.toString(16).padStart(32, '0').match(/.{4}/g)!.join(':')}]`).hostname.slice(1, -1);
}

interface Rule {
  family: string;
  from: bigint;
  to: bigint;
  text: string;
}

type Given = string | SocketAddress;

function read(given: Given, family: string, name: string): { address: string; family: string; number: bigint } {
  if (given instanceof SocketAddress) {
    return { address: given.address, family: given.family, number: toNumber(given.address, given.family) };
  }
  validateString(given, name);
  validateString(family, 'family');
  const kind = family.toLowerCase();
  const { address } = new SocketAddress({ address: given, family: kind });
  return { address, family: kind, number: toNumber(address, kind) };
}

const mapped = 0xffffn << 32n;

/** Rules that say which addresses may not connect. */
export class BlockList {
  #rules: Rule[] = [];

  static isBlockList(value: unknown): boolean {
    return value instanceof BlockList;
  }
  addAddress(address: Given, family = 'ipv4'): void {
    const one = read(address, family, 'address');
    this.#add(one.family, one.number, one.number, `Address: ${shown(one.family)} ${one.address}`);
  }
  addRange(start: Given, end: Given, family = 'ipv4'): void {
    const first = read(start, family, 'start');
    const last = read(end, family, 'end');
    if (first.number > last.number) throw invalidArgValue('start', new SocketAddress({ address: first.address, family: first.family }), 'must come before end');
    this.#add(first.family, first.number, last.number, `Range: ${shown(first.family)} ${first.address}-${last.address}`);
  }
  addSubnet(network: Given, prefix: number, family = 'ipv4'): void {
    const base = read(network, family, 'network');
    const bits = base.family === 'ipv4' ? 32 : 128;
    validateInteger(prefix, 'prefix');
    if (prefix < 0 || prefix > bits) throw outOfRange('prefix', `>= 0 && <= ${bits}`, prefix);
    const rest = BigInt(bits - prefix);
    const from = (base.number >> rest) << rest;
    this.#add(base.family, from, from + (1n << rest) - 1n, `Subnet: ${shown(base.family)} ${base.address}/${prefix}`);
  }
  check(address: Given, family = 'ipv4'): boolean {
    if (!(address instanceof SocketAddress)) {
      validateString(address, 'address');
      validateString(family, 'family');
      validateOneOf(family.toLowerCase(), 'family', families);
      const valid = family.toLowerCase() === 'ipv4' ? isIPv4(address) : isIPv6(address);
      if (!valid) return false;
    }
    const { number, family: kind } = read(address, family, 'address');
    const within = (rule: Rule, at: bigint) => at >= rule.from && at <= rule.to;
    return this.#rules.some((rule) => {
      if (rule.family === kind) return within(rule, number);
      if (kind === 'ipv6') return number >> 32n === 0xffffn && within(rule, number & 0xffffffffn);
      return within(rule, number | mapped);
    });
  }
  get rules(): string[] {
    const texts = this.#rules.map(({ text }) => text).reverse();
    const single = (text: string) => text.startsWith('Address');
    return [...texts.filter(single), ...texts.filter((text) => !single(text))];
  }
  toJSON(): string[] {
    return this.rules;
  }
  fromJSON(data: string | string[]): void {
    for (const text of typeof data === 'string' ? (JSON.parse(data) as string[]) : data) {
      const [, kind, family = '', first = '', last = ''] = /^(\w+): (IPv[46]) ([^/-]+)[/-]?(.*)$/.exec(text) ?? [];
      if (kind === 'Address') this.addAddress(first, family);
      else if (kind === 'Range') this.addRange(first, last, family);
      else if (kind === 'Subnet') this.addSubnet(first, Number(last), family);
    }
  }
  #add(family: string, from: bigint, to: bigint, text: string): void {
    this.#rules.push({ family, from, to, text });
  }
} // prettier-ignore

const shown = (family: string) => (family === 'ipv4' ? 'IPv4' : 'IPv6');
