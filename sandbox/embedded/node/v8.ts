import { Buffer } from './buffer.ts';
import { memoryUsage } from './process-facts.ts';
import { unavailable } from './errors.ts';

function getHeapStatistics() {
  const { heapTotal, heapUsed, external } = memoryUsage();
  return {
    total_heap_size: heapTotal,
    total_heap_size_executable: 0,
    total_physical_size: heapTotal,
    total_available_size: 2 ** 31,
    used_heap_size: heapUsed,
    heap_size_limit: 2 ** 31,
    malloced_memory: 0,
    peak_malloced_memory: 0,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: external,
  };
}

const no = (name: string) => () => {
  throw unavailable(`v8.${name}`);
};

/** V8's own byte format is not offered: values made by `serialize` come back through `deserialize` of this realm only. */
const held: unknown[] = [];
const MARK = 'engine-room:';

export default {
  getHeapStatistics,
  getHeapSpaceStatistics: () => [],
  setFlagsFromString() {},
  cachedDataVersionTag: () => 0,
  serialize(value: unknown) {
    held.push(structuredClone(value));
    return Buffer.from(`${MARK}${held.length - 1}`);
  },
  deserialize(bytes: Uint8Array) {
    const text = Buffer.from(bytes).toString();
    if (!text.startsWith(MARK)) throw unavailable('v8.deserialize of bytes from another process');
    return structuredClone(held[Number(text.slice(MARK.length))]);
  },
  getHeapSnapshot: no('getHeapSnapshot'),
  writeHeapSnapshot: no('writeHeapSnapshot'),
  takeCoverage() {},
  stopCoverage() {},
};
