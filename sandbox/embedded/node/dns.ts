import { dnsErrors } from './dns/codes.ts';
import { createResolver, resolverMethods } from './dns/resolver.ts';
import { order, isOrder } from './dns/order.ts';
import { lookup, lookupPromise, lookupService, lookupServicePromise } from './dns/lookup.ts';

const Resolver = createResolver('callback');
const PromisesResolver = createResolver('promise');
const shared = new Resolver();
const sharedPromises = new PromisesResolver();

/** The methods of a resolver, on their own. */
function bound(resolver: object): Record<string, unknown> {
  return Object.fromEntries(
    [...resolverMethods, 'getServers', 'setServers'].map((name) => [
      name,
      (Reflect.get(resolver, name) as (...args: unknown[]) => unknown).bind(resolver),
    ]),
  );
}

const ordering = {
  getDefaultResultOrder: () => order.current,
  setDefaultResultOrder(value: string) {
    isOrder(value);
    order.current = value;
  },
};

export const promises = {
  ...bound(sharedPromises),
  ...ordering,
  ...dnsErrors,
  lookup: lookupPromise,
  lookupService: lookupServicePromise,
  Resolver: PromisesResolver,
};

export default {
  ...bound(shared),
  ...ordering,
  ...dnsErrors,
  ADDRCONFIG: 32,
  ALL: 16,
  V4MAPPED: 8,
  lookup,
  lookupService,
  Resolver,
  promises,
};
