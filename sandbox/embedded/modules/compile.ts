import { evaluateNamed, mendCatches } from '../node/web-evaluate.ts';
import { registerModule, type GeneratedModule } from './stacks.ts';

const indirectEval = eval;

/**
 * Evaluates the text of a function whose code starts on the first line, so that lines stay what they are.
 *
 * @param head All that stands before the code, on one line.
 */
export function compileFunction(
  head: string,
  code: string,
  tail: string,
  module: Omit<GeneratedModule, 'columnOffset'>,
) {
  const name = registerModule({ ...module, columnOffset: head.length });
  return evaluateNamed(`${head}${mendCatches(code)}\n${tail}`, name) as (...args: unknown[]) => unknown;
}

const compiles = (text: string): boolean => {
  try {
    indirectEval(`(function () { ${text}\n})`);
    return true;
  } catch {
    return false;
  }
};

/** The variables that Node gives to a CommonJS module; a module that declares them itself is none. */
const wrapper = 'exports, require, module, __filename, __dirname';

/** Whether Node runs a source without a declared type as an ES module: when it cannot be CommonJS, but can be a module. */
export function isModuleSource(code: string): boolean {
  if (!/\b(?:import|export|await)\b/.test(code) && !/\b(?:require|module|exports|__filename|__dirname)\b/.test(code))
    return false;
  const commonJs = compilesAs(`(function (${wrapper}) { ${code}\n})`);
  if (commonJs) return false;
  if (/\bimport\s*\.\s*meta\b|^\s*(?:import\b\s*[^(\s.]|export\b)|[;}]\s*(?:import\b\s*[^(\s.]|export\b)/m.test(code))
    return true;
  return compilesAs(`(async function () { ${code}\n})`);
}

const compilesAs = (text: string): boolean => {
  try {
    indirectEval(text);
    return true;
  } catch {
    return false;
  }
};

/** Whether code has an `await` outside of any function: the one place where a class's static block allows none. */
export const hasTopLevelAwait = (code: string): boolean =>
  /\bawait\b/.test(code) && !compiles(`"use strict"; class Probe { static {${code}\n} }`);
