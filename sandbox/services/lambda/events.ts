/** An HTTP request as API Gateway hands it to a function: payload format 2.0 of HTTP APIs. What is empty is left out. */
export interface HttpEvent {
  version: '2.0';
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: Record<string, string>;
  queryStringParameters?: Record<string, string>;
  requestContext: {
    accountId: string;
    apiId: string;
    domainName: string;
    domainPrefix: string;
    http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
    requestId: string;
    routeKey: string;
    stage: string;
    time: string;
    timeEpoch: number;
  };
  body?: string;
  pathParameters?: Record<string, string>;
  isBase64Encoded: boolean;
  stageVariables?: Record<string, string>;
}

export interface GatewayRequest {
  method: string;
  /** With its query. */
  url: string;
  /** In the order and case in which they were sent. */
  headers: [name: string, value: string][];
  body: Uint8Array;
}

export interface GatewayFacts {
  /** `GET /notes/{id}`, `ANY /files/{path+}`; without any, all requests take `$default`. */
  routes?: readonly string[];
  stageVariables?: Record<string, string>;
  requestId: string;
  /** ms since 1970. */
  time: number;
}

const domainPrefix = 'engineroom';
const domainName = `${domainPrefix}.execute-api.eu-central-1.amazonaws.com`;

/** The event of a request; undefined where no route takes it. */
export function toEvent(request: GatewayRequest, facts: GatewayFacts): HttpEvent | undefined {
  const [rawPath = '/', ...query] = request.url.split('?');
  const route = findRoute(facts.routes, request.method, rawPath);
  if (!route) return undefined;
  const { headers, cookies } = readHeaders(request.headers);
  const rawQueryString = query.join('?');
  const parameters = joined([...new URLSearchParams(rawQueryString)]);
  const { body, isBase64Encoded } = encodeBody(request.body, headers['content-type']);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString && { queryStringParameters: parameters }),
    requestContext: {
      accountId: '123456789012',
      apiId: domainPrefix,
      domainName,
      domainPrefix,
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: headers['user-agent'] ?? '' },
      requestId: facts.requestId,
      routeKey: route.key,
      stage: '$default',
      time: clfTime(facts.time),
      timeEpoch: facts.time,
    },
    ...(body !== undefined && { body }),
    ...(Object.keys(route.parameters).length > 0 && { pathParameters: route.parameters }),
    isBase64Encoded,
    ...(facts.stageVariables && { stageVariables: facts.stageVariables }),
  }; // prettier-ignore
}

/** Several of one name become one, with commas. */
function joined(pairs: [string, string][]): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of pairs) all[name] = Object.hasOwn(all, name) ? `${all[name]},${value}` : value;
  return all;
}

function readHeaders(pairs: [string, string][]): { headers: Record<string, string>; cookies: string[] } {
  const lower = pairs.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const cookies = lower.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/; */));
  const others = lower.filter(([name]) => name !== 'cookie' && name !== 'connection' && name !== 'host');
  const added = {
    host: domainName,
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
  return { headers: { ...joined(others), ...added }, cookies };
}

/** Text comes as it is, all else in base64; also forms, which surprises many. */
function encodeBody(bytes: Uint8Array, type = 'text/plain'): { body?: string; isBase64Encoded: boolean } {
  if (bytes.length === 0) return { isBase64Encoded: false };
  const isText = /^(?:text\/|application\/(?:json|javascript|xml|[\w.-]+\+(?:json|xml)))/i.test(type);
  const buffer = Buffer.from(bytes);
  return { body: buffer.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** `22/Nov/2026:00:05:26 +0000`. */
function clfTime(time: number): string {
  const [, day, month, year, clock] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(time).toUTCString())!;
  return `${day}/${month}/${year}:${clock} +0000`;
}

interface Route {
  key: string;
  parameters: Record<string, string>;
}

/** The most specific route: fixed words before parameters, these before greedy ones, a method before ANY. */
function findRoute(routes: readonly string[] | undefined, method: string, path: string): Route | undefined {
  if (!routes || routes.length === 0) return { key: '$default', parameters: {} };
  const found = routes.flatMap((key) => {
    const [wanted, pattern = ''] = key.split(' ');
    if (key === '$default' || (wanted !== 'ANY' && wanted !== method)) return [];
    const parameters = matchPath(pattern, path);
    const vague =
      (pattern.match(/\{/g)?.length ?? 0) + (pattern.includes('+}') ? 10 : 0) + (wanted === 'ANY' ? 0.5 : 0);
    return parameters ? [{ key, parameters, vague }] : [];
  });
  const [best] = found.toSorted((one, other) => one.vague - other.vague);
  return best ?? (routes.includes('$default') ? { key: '$default', parameters: {} } : undefined);
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern.replace(/\{(\w+)(\+?)\}|[.*+?^$()|[\]\\]/g, (found, name?: string, greedy?: string) => {
    if (name === undefined) return `\\${found}`;
    names.push(name);
    return greedy ? '(.+)' : '([^/]+)';
  });
  const values = new RegExp(`^${source}$`).exec(path);
  if (!values) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index + 1]!)]));
}
