const { performance } = globalThis;

class Histogram {
  #values: number[] = [];
  record(value: number | bigint) {
    this.#values.push(Number(value));
  }
  get count() {
    return this.#values.length;
  }
  get min() {
    return this.#values.length > 0 ? Math.min(...this.#values) : 9223372036854776000;
  }
  get max() {
    return this.#values.length > 0 ? Math.max(...this.#values) : 0;
  }
  get mean() {
    return this.#values.reduce((sum, value) => sum + value, 0) / this.#values.length;
  }
  get stddev() {
    const { mean } = this;
    return Math.sqrt(this.#values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / this.#values.length);
  }
  get exceeds() {
    return 0;
  }
  percentile(percent: number) {
    const sorted = this.#values.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
  }
  reset() {
    this.#values = [];
  }
}

class DelayHistogram extends Histogram {
  enable() {
    return true;
  }
  disable() {
    return true;
  }
}

/** The browser's clock has no view of an event loop: idle and active stay 0. */
const eventLoopUtilization = () => ({ idle: 0, active: 0, utilization: 0 });
const timerify = <F>(fn: F): F => fn;
for (const [name, value] of Object.entries({ eventLoopUtilization, timerify, nodeTiming: { name: 'node' } })) {
  if (!(name in performance)) Object.defineProperty(performance, name, { value, configurable: true, writable: true });
}

/** Node has a class here; a browser without one gives programs that only ask for it nothing to trip over. */
class NoObserver {
  static supportedEntryTypes: string[] = [];
  observe() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

export default {
  performance,
  PerformanceEntry: globalThis.PerformanceEntry,
  PerformanceMark: globalThis.PerformanceMark,
  PerformanceMeasure: globalThis.PerformanceMeasure,
  PerformanceObserver: globalThis.PerformanceObserver ?? NoObserver,
  PerformanceObserverEntryList: globalThis.PerformanceObserverEntryList,
  PerformanceResourceTiming: globalThis.PerformanceResourceTiming,
  createHistogram: () => new Histogram(),
  monitorEventLoopDelay: () => new DelayHistogram(),
  eventLoopUtilization,
  timerify,
  constants: {},
};
