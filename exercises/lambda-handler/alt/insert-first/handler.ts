import { readOrder } from './order.ts';
import type { Connect, HttpEvent, HttpResult, Table } from './platform.ts';

const headers = { 'content-type': 'application/json' };

/** Claims the key before anything else: no question is asked that could be answered otherwise a moment later. */
class Orders {
  #table: Promise<Table> | undefined;
  readonly #connect: Connect;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  async table(): Promise<Table> {
    try {
      return await (this.#table ??= this.#connect());
    } catch (error) {
      this.#table = undefined;
      throw error;
    }
  }

  async create(event: HttpEvent): Promise<HttpResult> {
    const encoding = event.isBase64Encoded ? 'base64' : 'utf8';
    const input = readOrder(Buffer.from(event.body ?? '', encoding).toString('utf8'));
    const key = event.headers['idempotency-key'];
    if (key === undefined) return this.refuse(400, 'Which key?');
    if (input === undefined) return this.refuse(422, 'This is no order.');
    const table = await this.table();
    await table.insert(key, { id: await table.nextId(), ...input });
    const order = await table.byKey(key);
    return { statusCode: 201, headers: { ...headers, location: `/orders/${order?.id}` }, body: JSON.stringify(order) };
  }

  async read(id: string): Promise<HttpResult> {
    const order = await (await this.table()).byId(Number(id));
    return order ? { statusCode: 200, headers, body: JSON.stringify(order) } : this.refuse(404, 'Not here.');
  }

  refuse(statusCode: number, detail: string): HttpResult {
    return { statusCode, headers, body: JSON.stringify({ title: 'No', status: statusCode, detail }) };
  }
}

export function createHandler({ connect }: { connect: Connect }) {
  const orders = new Orders(connect);
  return (event: HttpEvent): Promise<HttpResult> =>
    event.routeKey.startsWith('POST') ? orders.create(event) : orders.read(event.pathParameters?.['id'] ?? '');
}
