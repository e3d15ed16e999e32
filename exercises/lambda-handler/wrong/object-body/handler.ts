import { readOrder } from './order.ts';
import type { Connect, HttpEvent, HttpResult, Order, Table } from './platform.ts';

/** Called once in each new instance. The handler that it returns is called once for each event. */
export function createHandler({ connect }: { connect: Connect }) {
  let opened: Promise<Table> | undefined;

  /** One connection for as long as the instance lives; after a failure the next call tries again. */
  function open(): Promise<Table> {
    opened ??= connect().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  return async function handler(event: HttpEvent): Promise<HttpResult> {
    if (event.routeKey === 'POST /orders') return create(await open(), event);
    const order = await (await open()).byId(Number(event.pathParameters?.id));
    return order ? json(200, order) : problem(404, 'There is no such order.');
  };
}

async function create(table: Table, event: HttpEvent): Promise<HttpResult> {
  const key = event.headers['idempotency-key'];
  if (!key) return problem(400, 'Send an Idempotency-Key.');
  const input = readOrder(bodyOf(event));
  if (!input) return problem(422, 'Send an item and a quantity.');

  const known = await table.byKey(key);
  if (known) return created(known);
  const order = { id: await table.nextId(), ...input };
  if (await table.insert(key, order)) return created(order);
  // The same event, in another instance, was a moment earlier.
  return created((await table.byKey(key))!);
}

function bodyOf({ body = '', isBase64Encoded }: HttpEvent): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
}

const created = (order: Order) => json(201, order, { location: `/orders/${order.id}` });

const problem = (status: number, detail: string) => json(status, { title: 'Not possible', status, detail });

function json(statusCode: number, value: unknown, headers = {}): HttpResult {
  return { statusCode, headers: { 'content-type': 'application/json', ...headers }, body: value as string };
}
