/**
 * Evaluated inside each realm, Node's and ours: programs log values, and the log is text, so that two realms can be
 * compared. Nothing here may lean on the modules under test.
 */
(require) => {
  const own = (object) =>
    Reflect.ownKeys(object)
      .filter((key) => Object.getOwnPropertyDescriptor(object, key).enumerable)
      .map((key) => [key, object[key]]);
  const typeOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

  function show(value, seen = []) {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (Object.is(value, -0)) return '-0';
    if (typeof value === 'function') return `function ${value.name}`;
    if (typeof value === 'symbol' || value === null || typeof value !== 'object') return String(value);
    if (seen.includes(value)) return '<circular>';
    const inner = [...seen, value];
    const list = (entries) =>
      entries.map(([key, each]) => `${typeof key === 'symbol' ? String(key) : key}: ${show(each, inner)}`).join(', ');
    const name = value.constructor?.name;
    if (typeOf(value) === 'Error' || value instanceof Error || typeOf(value) === 'DOMException') {
      const cause = 'cause' in value ? `, cause: ${show(value.cause, inner)}` : '';
      return `${name}<${value.name}: ${value.message}${cause} {${list(own(value).filter(([key]) => key !== 'stack'))}}>`;
    }
    if (ArrayBuffer.isView(value) && 'length' in value) return `${name}(${value.length})[${[...value].join(' ')}]`;
    if (typeOf(value) === 'Date') return `Date(${value.toISOString()})`;
    if (typeOf(value) === 'RegExp') return String(value);
    if (typeOf(value) === 'Map') return `Map{${[...value].map((pair) => show(pair, inner)).join(', ')}}`;
    if (typeOf(value) === 'Set') return `Set{${[...value].map((each) => show(each, inner)).join(', ')}}`;
    if (Array.isArray(value)) return `[${value.map((each) => show(each, inner)).join(', ')}]`;
    return `${name === undefined || name === 'Object' ? '' : `${name} `}{${list(own(value))}}`;
  }

  const programs = [];
  const program = (title, run) => programs.push({ title, run });

  async function run({ title, run }, folder) {
    const lines = [];
    const log = (...values) =>
      void lines.push(
        values
          .map((value) => show(value))
          .join(' ')
          .replaceAll(folder, '<tmp>'),
      );
    const attempt = (action) => {
      try {
        log(action());
      } catch (error) {
        log('threw', error);
      }
    };
    const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
    const limit = new Promise((resolve) => setTimeout(resolve, 10_000, 'late'));
    try {
      const body = Promise.resolve(run({ log, attempt, tick, tmp: folder }));
      if ((await Promise.race([body, limit])) === 'late') lines.push('did not end');
    } catch (error) {
      log('rejected', error);
    }
    return [title, lines];
  }
  return { program, programs, run, require };
};
