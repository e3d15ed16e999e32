import { unavailable } from './errors.ts';

const evaluate = (code: string): unknown => (0, eval)(code);

class Script {
  #code: string;
  constructor(code: string) {
    // A syntax error shows here, as in Node, and nothing runs yet.
    new Function(`if (false) {\n${code}\n}`);
    this.#code = String(code);
  }
  runInThisContext() {
    return evaluate(this.#code);
  }
  runInNewContext() {
    throw unavailable('vm.Script.runInNewContext');
  }
  runInContext() {
    throw unavailable('vm.Script.runInContext');
  }
}

const no = (name: string) => () => {
  throw unavailable(`vm.${name}`);
};

export default {
  Script,
  runInThisContext: evaluate,
  compileFunction: (code: string, params: string[] = []) => new Function(...params, code),
  isContext: () => false,
  createContext: no('createContext'),
  runInContext: no('runInContext'),
  runInNewContext: no('runInNewContext'),
  measureMemory: no('measureMemory'),
  constants: {},
};
