import { answerMismatches, requestMismatches, type Answered, type Mismatch } from '../../config/openapi/answer.ts';
import { contractMismatches, type ContractOptions } from '../../config/openapi/contract.ts';
import { openapi } from '../../config/openapi/index.ts';
import { parseOpenApi } from '../../config/openapi/read.ts';
import { judge } from '../../config/judge.ts';
import type { Finding } from '../../config/types.ts';
import type { Client } from '../client.ts';

export { inWords, serious } from '../../config/judge.ts';
export { parseOpenApi, type OpenApi, type Operation } from '../../config/openapi/read.ts';
export type { Finding, Mismatch, ContractOptions };

/** What is wrong in an OpenAPI 3.1 document (YAML or JSON), by its schema, its references and our rules. */
export function lintOpenApi(text: string): Finding[] {
  return judge(openapi, openapi.read(text));
}

/**
 * Holds a running app to its document, in both directions. Every operation is asked with a right request, made from the
 * examples and schemas, and has to answer with a documented status, its headers, and a body of its schema without further
 * properties. Then come the requests that the document forbids: the app has to reject each with a documented 4xx.
 */
export function checkContract(text: string, client: Client, options: ContractOptions = {}): Promise<Mismatch[]> {
  return contractMismatches(parseOpenApi(text), client, options);
}

/**
 * How one answer departs from the document, for requests of a suite's own:
 * `checkAnswer(text, 'GET', '/books/9', await client.get('/books/9'))`. An operation that the document does not have is
 * found as well, unless the app says 404 or 405.
 */
export function checkAnswer(text: string, method: string, path: string, answer: Answered): Mismatch[] {
  return answerMismatches(parseOpenApi(text).document, method, path, answer);
}

/**
 * How a request's body departs from the document: `checkRequest(text, 'POST', '/books', { title: '' })`. Nothing is sent.
 * Without a body (`undefined`), one that is required is missed. An operation that the document does not have is found.
 */
export function checkRequest(text: string, method: string, path: string, json: unknown): Mismatch[] {
  return requestMismatches(parseOpenApi(text).document, method, path, json);
}
