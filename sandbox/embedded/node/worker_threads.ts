import { unavailable } from './errors.ts';
import Emitter from './events.ts';

class Worker extends Emitter {
  constructor() {
    super();
    throw unavailable('worker_threads.Worker');
  }
}

export default {
  isMainThread: true,
  isInternalThread: false,
  threadId: 0,
  threadName: '',
  parentPort: null,
  workerData: null,
  resourceLimits: {},
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  MessageChannel: globalThis.MessageChannel,
  MessagePort: globalThis.MessagePort,
  BroadcastChannel: globalThis.BroadcastChannel,
  getEnvironmentData: () => undefined,
  setEnvironmentData() {},
  markAsUntransferable() {},
  moveMessagePortToContext() {
    throw unavailable('worker_threads.moveMessagePortToContext');
  },
  receiveMessageOnPort() {
    throw unavailable('worker_threads.receiveMessageOnPort');
  },
};
