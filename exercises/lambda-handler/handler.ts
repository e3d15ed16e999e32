import type { Connect, HttpEvent, HttpResult } from './platform.ts';

/** Called once in each new instance. The handler that it returns is called once for each event. */
export function createHandler({ connect }: { connect: Connect }) {
  return async function handler(event: HttpEvent): Promise<HttpResult> {
    // TODO: answer POST /orders, and GET /orders/{id} as the task has it. readOrder is in order.ts.
    const table = await connect();
    const order = await table.byId(Number(event.pathParameters?.['id']));
    return { statusCode: order ? 200 : 404 };
  };
}
