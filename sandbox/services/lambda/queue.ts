import { createHash } from 'node:crypto';
import type { Invocation, ServerlessFunction } from './function.ts';

export interface QueueOptions {
  /** Messages in one event at most: 10. */
  batchSize?: number;
  /** Without it, one failure brings the whole batch back. */
  reportBatchItemFailures?: boolean;
  /** After so many deliveries a message goes to `dead`: 3. */
  maxReceives?: number;
}

export interface Message {
  id: string;
  body: string;
  receives: number;
}

/** A queue like SQS whose messages call a function in batches. It delivers when it is told to. */
export interface Queue {
  send(...bodies: unknown[]): void;
  /** One batch. What the function did not take stays, for the next time. */
  deliver(): Promise<Invocation | undefined>;
  waiting: Message[];
  dead: Message[];
}

export function createQueue(target: ServerlessFunction, options: QueueOptions = {}): Queue {
  const { batchSize = 10, reportBatchItemFailures = true, maxReceives = 3 } = options;
  let sent = 0;
  const queue: Queue = {
    waiting: [],
    dead: [],
    send(...bodies) {
      for (const body of bodies) {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        queue.waiting.push({ id: `message-${++sent}`, body: text, receives: 0 });
      }
    },
    async deliver() {
      const batch = queue.waiting.splice(0, batchSize);
      if (batch.length === 0) return undefined;
      for (const message of batch) message.receives++;
      const invocation = await target.invoke({ Records: batch.map(recordOf) });
      const failed = failedOf(invocation, reportBatchItemFailures);
      const back = failed ? batch.filter(({ id }) => failed.has(id)) : [...batch];
      for (const message of back) (message.receives >= maxReceives ? queue.dead : queue.waiting).push(message);
      return invocation;
    },
  };
  return queue;
}

/** The messages that come back; undefined for all of them. */
function failedOf(invocation: Invocation, reports: boolean): Set<string> | undefined {
  if (invocation.status !== 'answered') return undefined;
  const { batchItemFailures } = (invocation.result ?? {}) as { batchItemFailures?: { itemIdentifier?: string }[] };
  if (!reports || batchItemFailures === undefined || batchItemFailures === null) return new Set();
  if (!Array.isArray(batchItemFailures)) return undefined;
  const ids = batchItemFailures.map((failure) => failure?.itemIdentifier);
  // A report that cannot be read counts as a failure of the whole batch.
  return ids.every((id): id is string => typeof id === 'string' && id !== '') ? new Set(ids) : undefined;
}

const recordOf = ({ id, body, receives }: Message) => ({
  messageId: id,
  receiptHandle: `receipt-${id}-${receives}`,
  body,
  attributes: {
    ApproximateReceiveCount: `${receives}`,
    SentTimestamp: '1700000000000',
    SenderId: '123456789012',
    ApproximateFirstReceiveTimestamp: '1700000000001',
  },
  messageAttributes: {},
  md5OfBody: createHash('md5').update(body).digest('hex'),
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:queue',
  awsRegion: 'eu-central-1',
});
