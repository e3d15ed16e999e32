import { setTimeout as sleep } from 'node:timers/promises';

async function save(id: string) {
  await sleep(100);
  (globalThis as any).savedOrders.push(id);
}

export async function handler(event: any) {
  await save(event.pathParameters.id);
  return { statusCode: 204 };
}
