/** The tables of all hosts: what `/about/what-is-real/` is made from. */
import { facts as config } from '../config/facts.ts';
import { facts as graphql } from '../services/graphql/facts.ts';
import { facts as python } from '../languages/python/facts.ts';
import { facts as instances } from '../services/instances/facts.ts';
import { facts as lambda } from '../services/lambda/facts.ts';
import { facts as mongodb } from '../services/mongodb/facts.ts';
import { facts as model } from '../services/model/facts.ts';
import { facts as postgres } from '../services/postgres/facts.ts';
import { facts as redis } from '../services/redis/facts.ts';
import { gitFacts, shellFacts } from '../shell/facts.ts';
import type { HostFacts } from './facts.ts';
import { localFacts } from './local-facts.ts';
import { runtimeFacts } from './runtime-facts.ts';

export const allFacts: HostFacts[] = [
  ...runtimeFacts,
  python,
  postgres,
  redis,
  mongodb,
  model,
  instances,
  lambda,
  graphql,
  shellFacts,
  gitFacts,
  ...config,
  ...localFacts,
];
