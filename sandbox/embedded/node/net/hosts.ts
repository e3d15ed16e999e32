import type { Address, Listening } from '../network.ts';
import { systemError, unknownHost, unreachable } from './errors.ts';

/** What a server takes. */
export interface Place extends Listening {
  ipv6Only?: boolean;
}

/** An address with its family. */
export function at(address: string, port: number): Address {
  return { address, family: familyOf(address), port };
}

export function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

/** What a server that asks for `host` is bound to; without one, to every address. */
export function localAddress(host: string | undefined, port: number): string {
  if (!host || host === '::') return '::';
  if (host === '0.0.0.0') return host;
  const [address = host] = resolve(host, 'listen', port);
  return address;
}

/** The addresses of this computer that a name stands for; throws for other computers. */
export function resolve(host: string, syscall: 'connect' | 'listen' = 'connect', port?: number): string[] {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1'];
  if (/^127(\.\d+){3}$/.test(name)) return [name];
  if (name === '0.0.0.0') return ['127.0.0.1'];
  if (name === '::1' || name === '0:0:0:0:0:0:0:1' || name === '::') return ['::1'];
  if (/^::ffff:127(\.\d+){3}$/.test(name)) return [name.slice(7)];
  if (/^[\d.]+$/.test(name) || name.includes(':')) {
    if (syscall === 'listen') throw systemError('EADDRNOTAVAIL', 'listen', host, port || undefined);
    throw unreachable(host, port ?? 0);
  }
  throw unknownHost(host);
}

/** Whether an address is this computer's. */
export function isOwn(address: string): boolean {
  return /^(?:127\.|0\.0\.0\.0$|::1?$|::ffff:127\.)/.test(address);
}

/** Linux refuses a port on one address when a server that takes all addresses has it. */
export function collides(a: Place, b: Place): boolean {
  if (a.port !== b.port) return false;
  if (a.ipv6Only || b.ipv6Only) {
    const both = a.address.includes(':') && b.address.includes(':');
    return both && (a.address === b.address || a.address === '::' || b.address === '::');
  }
  if (a.address === b.address || a.address === '::' || b.address === '::') return true;
  const anyV4 = a.address === '0.0.0.0' || b.address === '0.0.0.0';
  return anyV4 && !a.address.includes(':') && !b.address.includes(':');
}

/** Whether a server bound to one address gets connections to another. */
export function answers({ address: bound, ipv6Only }: Place, target: string): boolean {
  if (ipv6Only && !target.includes(':')) return false;
  return bound === target || bound === '::' || (bound === '0.0.0.0' && !target.includes(':'));
}
