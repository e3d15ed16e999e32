import { readOrder } from './order.ts';
import type { Connect, HttpEvent, HttpResult, Order, Table } from './platform.ts';

type Route = (table: Table, event: HttpEvent) => Promise<HttpResult>;

const routes: Record<string, Route> = {
  async 'POST /orders'(table, event) {
    const key = event.headers['idempotency-key'] ?? '';
    const input = readOrder(atob64(event));
    if (key === '') return answer(400, { title: 'No key', status: 400, detail: 'An Idempotency-Key is needed.' });
    if (!input) return answer(422, { title: 'Invalid order', status: 422, detail: 'item and quantity are needed.' });
    const order = (await table.byKey(key)) ?? (await store(table, key, input));
    return answer(201, order, `/orders/${order.id}`);
  },
  async 'GET /orders/{id}'(table, { pathParameters = {} }) {
    const order = await table.byId(Number(pathParameters.id));
    return order ? answer(200, order) : answer(404, { title: 'Not found', status: 404, detail: 'No such order.' });
  },
};

async function store(table: Table, key: string, input: Omit<Order, 'id'>): Promise<Order> {
  const order = { id: await table.nextId(), ...input };
  const won = await table.insert(key, order);
  return won ? order : (await table.byKey(key))!;
}

export function createHandler({ connect }: { connect: Connect }) {
  let table: Table | undefined;
  return async (event: HttpEvent) => {
    table ??= await connect();
    return routes[event.routeKey]!(table, event);
  };
}

function atob64(event: HttpEvent): string {
  if (!event.isBase64Encoded) return event.body ?? '';
  const bytes = Uint8Array.from(atob(event.body ?? ''), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function answer(statusCode: number, value: object, location?: string): HttpResult {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', ...(location && { Location: location }) };
  return { statusCode, headers, body: JSON.stringify(value) };
}
