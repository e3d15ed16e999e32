/** Comes first, so that our own classes of errors extend those that programs see. */
import { installCallSites } from './callsite.ts';
import { shareEvaluation } from './web-evaluate.ts';

installCallSites(globalThis);
shareEvaluation();
