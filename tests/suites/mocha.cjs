/**
 * As much of Mocha as people's suites use, the same in Node and in the engine: suites, hooks, callbacks, promises,
 * `this.timeout` and `this.skip`, `.only`, `.skip`. Plain CommonJS, because it runs inside of both.
 */
'use strict';
// Suites replace these, and install fake timers.
const { setTimeout, clearTimeout, setImmediate } = globalThis;

function createSuite(title, parent) {
  const context = Object.create(parent ? parent.context : contextMethods);
  return { title, parent, context, items: [], before: [], after: [], beforeEach: [], afterEach: [], skip: parent?.skip ?? false, limit: parent?.limit }; // prettier-ignore
}

const contextMethods = {
  timeout(limit) {
    if (limit !== undefined && this.runnable) this.runnable.limit = limit;
    return this;
  },
  slow() {
    return this;
  },
  retries() {
    return this;
  },
  enableTimeouts() {
    return this;
  },
  skip() {
    throw skipped;
  },
};
const skipped = new Error('skipped');

/** Defines Mocha's globals; `run` runs what was defined since, and clears it. */
function createMocha({ limit = 2000 } = {}) {
  let root = createSuite('');
  let current = root;
  let only = false;
  let uncaught = () => {};
  root.limit = limit;

  const describe = (title, body) => {
    const suite = createSuite(title, current);
    current.items.push(suite);
    current = suite;
    suite.context.runnable = suite;
    body?.call(suite.context);
    current = suite.parent;
    return suite;
  };
  const it = (title, body) => {
    const test = { title, body, skip: current.skip || !body, limit: current.limit };
    current.items.push(test);
    return test;
  };
  const variants = (define) => {
    define.skip = (title, body) => {
      const [was] = [current.skip];
      current.skip = true;
      const made = define(title, body);
      current.skip = was;
      made.skip = true;
      return made;
    };
    define.only = (title, body) => {
      only = true;
      const made = define(title, body);
      made.only = true;
      return made;
    };
    return define;
  };
  const hook = (list) => (title, body) => void current[list].push(typeof title === 'function' ? title : body);
  const globals = {
    describe: variants(describe),
    it: variants(it),
    before: hook('before'),
    after: hook('after'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
  };
  Object.assign(globals, { context: globals.describe, suite: globals.describe, specify: globals.it, test: globals.it });
  Object.assign(globals, { xdescribe: describe.skip, xit: it.skip, setup: globals.beforeEach, teardown: globals.afterEach }); // prettier-ignore
  Object.assign(globalThis, globals);
  process.on('uncaughtException', (error) => uncaught(error));
  process.on('unhandledRejection', (error) => uncaught(error));

  /** Calls a test or a hook and waits for its callback or its promise. */
  function call(body, context, time) {
    return new Promise((resolve, reject) => {
      const runnable = { limit: time };
      context.runnable = runnable;
      let timer;
      const end = (error) => {
        clearTimeout(timer);
        uncaught = () => {};
        if (error) reject(error);
        else resolve();
      };
      const arm = (ms) => {
        if (ms) timer = setTimeout(() => end(new Error(`Timeout of ${ms}ms exceeded.`)), ms);
      };
      uncaught = end;
      arm(time);
      try {
        if (body.length > 0)
          body.call(context, (error) => end(error && !(error instanceof Error) ? new Error(String(error)) : error)); // prettier-ignore
        else Promise.resolve(body.call(context)).then(() => end(), end);
      } catch (error) {
        end(error);
      }
      if (runnable.limit !== time) {
        clearTimeout(timer);
        arm(runnable.limit);
      }
    });
  }

  const chain = (suite) => (suite ? [...chain(suite.parent), suite] : []);
  const chosen = (item) => !only || item.only || (item.items ?? []).some(chosen);

  async function runTest(test, suite, name, report) {
    if (test.skip) return report({ name, state: 'skipped' });
    const suites = chain(suite);
    suite.context.currentTest = suite.context.test = { title: test.title, fullTitle: () => name };
    try {
      for (const one of suites) for (const body of one.beforeEach) await call(body, one.context, suite.limit);
      await call(test.body, suite.context, test.limit);
      report({ name, state: 'passed' });
    } catch (error) {
      report(error === skipped ? { name, state: 'skipped' } : { name, state: 'failed', error: describeError(error) });
    }
    for (const one of suites.toReversed()) {
      for (const body of one.afterEach) await call(body, one.context, suite.limit).catch(() => {});
    }
    // As Mocha does, so that what the test left behind comes before the next one.
    await new Promise((resolve) => setImmediate(resolve));
  }

  async function runSuite(suite, path, report, every) {
    const all = every || suite.only;
    try {
      for (const body of suite.before) await call(body, suite.context, suite.limit);
    } catch (error) {
      if (error !== skipped)
        report({ name: `${path} "before all" hook`, state: 'failed', error: describeError(error) });
      return;
    }
    for (const item of suite.items) {
      if (!all && !chosen(item)) continue;
      const name = path ? `${path} ${item.title}` : item.title;
      if (item.items) await runSuite(item, name, report, all);
      else await runTest(item, suite, name, report);
    }
    for (const body of suite.after) {
      await call(body, suite.context, suite.limit).catch((error) =>
        report({ name: `${path} "after all" hook`, state: 'failed', error: describeError(error) }),
      );
    }
  }

  return {
    async run(report) {
      const suite = root;
      try {
        await runSuite(suite, '', report, !only);
      } finally {
        root = current = createSuite('');
        root.limit = limit;
        only = false;
      }
    },
  };
}

function describeError(error) {
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return text.slice(0, 400);
}

/** Requires and runs each file, and reports every test with the file that it is in. */
async function runFiles(files, require, report, options) {
  const mocha = createMocha(options);
  for (const [file, path] of files) {
    try {
      require(path);
      await mocha.run((result) => report({ file, ...result }));
    } catch (error) {
      report({ file, name: '(loading)', state: 'failed', error: describeError(error) });
    }
  }
}

module.exports = { runFiles };
