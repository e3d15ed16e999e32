/**
 * The words that V8 has for errors which Firefox and WebKit word differently. Only what the engine itself threw comes
 * here, and only messages that hold all that V8's would: the rest is left as it is, rather than guessed.
 */
import { keyOf } from './web-frames.ts';

export interface Words {
  name: string;
  message: string;
  /** What V8 points at, behind the place that the engine names. */
  at?: RegExp;
}

type Rule = [pattern: RegExp, words: string | ((...groups: string[]) => string), name?: string];

const property = (key: string) => key.replace(/^["']|["']$/g, '');
const reading = (value: string, key: string) => `Cannot read properties of ${value} (reading '${property(key)}')`;

/** `a.b.c` → `c`, `a.b.c = 1` → setting `c`, `a["b"]` → `b`; nothing where the key is computed, such as `a[i]`. */
function accessed(value: string, expression: string): string | undefined {
  const [, target = expression, set] = /^([^=]*?[^=!<>+\-*/%&|^?])\s*(=)(?!=)/s.exec(expression) ?? [];
  const text = target.trim();
  const key =
    /(?:\.\s*|\?\.)([A-Za-z_$][\w$]*)$/.exec(text)?.[1] ??
    /\[\s*(?:"([^"]*)"|'([^']*)'|(\d+))\s*\]$/.exec(text)?.slice(1).find(Boolean);
  if (key === undefined) return undefined;
  return set ? `Cannot set properties of ${value} (setting '${key}')` : reading(value, key);
}

const firefox: Rule[] = [
  [/^class heritage (.*) is not (?:an object or null|a constructor)$/s, 'Class extends value $1 is not a constructor or null'],
  [/^invalid 'instanceof' operand (?:\d.*|".*"|undefined|null|true|false)$/s, "Right-hand side of 'instanceof' is not an object"],
  [/^(.*) is not an object or null$/, 'Object prototype may only be an Object or null: $1'],
  [/^WeakMap key .* must be an object or an unregistered symbol$/s, 'Invalid value used as weak map key'],
  [/^WeakSet value .* must be an object or an unregistered symbol$/s, 'Invalid value used in weak set'],
  [/^`(?:handler|target)` argument of Proxy must be an object, got .*$/s, 'Cannot create proxy with a non-object as target or handler'],
  [/^calling a builtin Promise constructor without new is forbidden$/, "Promise constructor cannot be invoked without 'new'"],
  [/^undefined currency in NumberFormat\(\) with currency style$/, 'Currency code is required with currency style.'],
  [/^offset is outside the bounds of the DataView$/, 'Offset is outside the bounds of the DataView'],
  [/^(.*) is not a valid code point$/, 'Invalid code point $1'],
  [/^BigInt value can't be serialized in JSON$/, 'Do not know how to serialize a BigInt'],
  [/^expected expression, got '(.+)'$/, "Unexpected token '$1'"],
  [/^expected expression, got end of script$/, 'Unexpected end of input'],
  [/^No Promise in Promise\.any was resolved$/, 'All promises were rejected'],
  [/^can't access property ("[^"]*"|\d+|Symbol\.iterator|[\w.]+) of (null|undefined)$/, (key, value) => (key === 'Symbol.iterator' ? `${value} is not iterable` : reading(value!, key!))],
  [/^can't access property ("[^"]*"|\d+|[\w.]+), (.*) is (null|undefined)$/s, (key, text, value) => (key === 'Symbol.iterator' ? `${text} is not iterable` : reading(value!, key!))],
  [/^can't convert (undefined|null) to object$/, () => 'Cannot convert undefined or null to object'],
  [/^can't access lexical declaration '(.*)' before initialization$/, "Cannot access '$1' before initialization"],
  [/^invalid assignment to const '.*'$/, 'Assignment to constant variable.'],
  [/^assignment to undeclared variable (.*)$/, '$1 is not defined'],
  [/^too much recursion$/, 'Maximum call stack size exceeded', 'RangeError'],
  [/^(?:allocation size overflow)$/, 'Invalid string length', 'RangeError'],
  [/^invalid array length$/, 'Invalid array length'],
  [/^repeat count must be non-negative$/, 'Invalid count value: -1'],
  [/^precision (-?\d+) out of range$/, 'toFixed() digits argument must be between 0 and 100'],
  [/^(.*) can't be converted to BigInt because it isn't an integer$/, 'The number $1 cannot be converted to a BigInt because it is not an integer'],
  [/^can't convert BigInt to number$/, 'Cannot mix BigInt and other types, use explicit conversions'],
  [/^can't convert symbol to (string|number)$/, 'Cannot convert a Symbol value to a $1'],
  [/^can't define property "?([^"]*)"?: Object is not extensible$/, 'Cannot define property $1, object is not extensible'],
  [/^can't define property "?([^"]*)"?: (.*) is not extensible$/, 'Cannot add property $1, object is not extensible'],
  [/^can't redefine non-configurable property "?([^"]*)"?$/, 'Cannot redefine property: $1'],
  [/^"([^"]*)" is read-only$/, "Cannot assign to read only property '$1' of object '#<Object>'"],
  [/^property "([^"]*)" is non-configurable and can't be deleted$/, "Cannot delete property '$1' of #<Object>"],
  [/^reduce of empty array with no initial value$/, 'Reduce of empty array with no initial value'],
  [/^malformed URI sequence$/, 'URI malformed'],
  [/^cannot use 'in' operator to search for "?(.*?)"? in (?:"(.*)"|(.*))$/s, (key, text, value) => `Cannot use 'in' operator to search for '${key}' in ${text ?? value}`],
  [/^invalid 'instanceof' operand .*$/s, "Right-hand side of 'instanceof' is not callable"],
  [/^invalid date$/, 'Invalid time value'],
  [/^must call super constructor before using 'this' in derived class constructor$/, "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"],
  [/^radix must be an integer at least 2 and no greater than 36$/, 'toString() radix argument must be between 2 and 36'],
  [/^form must be one of .*$/, 'The normalization form should be one of NFC, NFD, NFKC, NFKD.'],
  [/^matchAll must be called with a global RegExp$/, 'String.prototype.matchAll called with a non-global RegExp argument'],
  [/^replaceAll must be called with a global RegExp$/, 'replaceAll must be called with a global RegExp'],
  [/^calling a builtin (\w+) constructor without new is forbidden$/, "Constructor $1 requires 'new'"],
  [/^\(intermediate value\)\.(.*) is not a function$/s, '(intermediate value).$1 is not a function'],
  [/^\(new \(intermediate value\)\(\)\)\.(.*) is not a function$/s, '(intermediate value).$1 is not a function'],
  [/^iterable for Map should have array-like objects$/, 'Iterator value is not an entry object'],
  [/^`target` argument of Reflect\.(\w+) must be an object, got .*$/s, 'Reflect.$1 called on non-object'],
  [/^`target` argument of Proxy must be an object, got .*$/s, 'Cannot create proxy with a non-object as target or handler'],
  [/^unterminated parenthetical$/, 'Invalid regular expression: missing )'],
  [/^invalid language tag: "(.*)"$/, 'Incorrect locale information provided'],
]; // prettier-ignore

const webkit: Rule[] = [
  [/^(?:undefined|null) is not an object \(evaluating '([\w$]+)'\)$/, '$1 is not iterable'],
  [/^undefined is not a function \(near '\.\.\.\S+ of ([\w$.]+)\.\.\.'\)$/, '$1 is not iterable'],
  [/^'(.*)' is not an Object\. \(evaluating '["']?([^"']*)["']? in .*'\)$/s, "Cannot use 'in' operator to search for '$2' in $1"],
  [/^String\.prototype\.repeat argument must be greater than or equal to 0 and not be Infinity$/, 'Invalid count value: -1'],
  [/^WeakMap keys must be objects or non-registered symbols$/, 'Invalid value used as weak map key'],
  [/^WeakSet values must be objects or non-registered symbols$/, 'Invalid value used in weak set'],
  [/^A Proxy's '(?:handler|target)' should be an Object$/, 'Cannot create proxy with a non-object as target or handler'],
  [/^currency must be a string$/, 'Currency code is required with currency style.'],
  [/^Out of bounds access$/, 'Offset is outside the bounds of the DataView'],
  [/^JSON\.stringify cannot serialize BigInt\.$/, 'Do not know how to serialize a BigInt'],
  [/^(null|undefined) is not an object \(evaluating '(.*)'\)$/s, (value, text) => accessed(value!, text!) ?? ''],
  [/^(.*?) is not a function\. \(In '.*', '.*' is .*\)$/s, '$1 is not a function'],
  [/^(.*?) is not a constructor \(evaluating '.*'\)$/s, '$1 is not a constructor'],
  [/^Can't find variable: (.*)$/, '$1 is not defined'],
  [/^Maximum call stack size exceeded\.$/, 'Maximum call stack size exceeded'],
  [/^Array length must be a positive integer of safe magnitude\.$/, 'Invalid array length'],
  [/^length cannot be negative$/, 'Invalid typed array length'],
  [/^toFixed\(\) argument must be between 0 and 100$/, 'toFixed() digits argument must be between 0 and 100'],
  [/^Cannot convert a symbol to a (string|number)$/, 'Cannot convert a Symbol value to a $1'],
  [/^Invalid mix of BigInt and other type in .*$/, 'Cannot mix BigInt and other types, use explicit conversions'],
  [/^'super\(\)' must be called in derived constructor .*$/, "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"],
  [/^reduce of empty array with no initial value$/, 'Reduce of empty array with no initial value'],
  [/^URI error$/, 'URI malformed'],
  [/^Invalid Date$/, 'Invalid time value'],
  [/^Object prototype may only be an Object or null.*$/, 'Object prototype may only be an Object or null'],
  [/^undefined is not an object \(evaluating '.*Object\.(?:keys|entries|values)\(.*'\)$/s, 'Cannot convert undefined or null to object'],
  [/^Object\.(?:keys|entries|values|assign|getOwnPropertyNames) requires that input parameter not be null or undefined$/, 'Cannot convert undefined or null to object'],
  [/^Spread syntax requires \.\.\.iterable not be null or undefined$/, 'Spread syntax requires ...iterable[Symbol.iterator] to be a function'],
  [/^"(.*)" is not an Object\. \(evaluating '"?([^"']*)"? in .*'\)$/s, "Cannot use 'in' operator to search for '$2' in $1"],
  [/^argument does not match any normalization form$/, 'The normalization form should be one of NFC, NFD, NFKC, NFKD.'],
  [/^String\.prototype\.matchAll argument must not be a non-global regular expression$/, 'String.prototype.matchAll called with a non-global RegExp argument'],
  [/^Reflect\.(\w+) requires the first argument be an object$/, 'Reflect.$1 called on non-object'],
  [/^Cannot call a constructor without \|new\|$/, "Class constructor cannot be invoked without 'new'"],
  [/^Right hand side of instanceof is not an object$/, "Right-hand side of 'instanceof' is not callable"],
  [/^Expected a \w+ but got .*$/s, ''],
]; // prettier-ignore

/** The line of the source where it happened, and the column that the engine names. */
type Source = () => { text: string; column: number } | undefined;

/** The same error as V8 words it; what has no rule stays. */
export function inWordsOfV8(name: string, message: string, source: Source): Words {
  if (name === 'AggregateError' && message === '') return { name, message: 'All promises were rejected' };
  const seen = fromSource(message, source);
  if (seen) return { name, message: seen };
  const destructured = destructuring(message, source);
  if (destructured) return { name, ...destructured };
  for (const [pattern, words, otherName] of [...firefox, ...webkit]) {
    const match = pattern.exec(message);
    if (!match) continue;
    const text = (typeof words === 'string' ? message.replace(pattern, words) : words(...match.slice(1))) || message;
    const key = /^Cannot (?:read|set) properties of .* \(\w+ '(.*)'\)$/s.exec(text)?.[1];
    return { name: otherName ?? name, message: text, ...(key !== undefined && { at: keyOf(key) }) };
  }
  return { name, message };
}

/** Some messages name nothing; what they are about stands at their place in the source. */
function fromSource(message: string, source: Source): string | undefined {
  const place = () => source() ?? { text: '', column: 0 };
  const after = () => place().text.slice(Math.max(0, place().column - 1));
  if (message === 'Cannot access uninitialized variable.') {
    const name = /^[A-Za-z_$][\w$]*/.exec(after())?.[0];
    return name && `Cannot access '${name}' before initialization`;
  }
  if (
    message === "class constructors must be invoked with 'new'" ||
    message.startsWith('Cannot call a class constructor without')
  ) {
    const name = /^[A-Z][\w$]*(?=\s*\()/.exec(after())?.[0];
    return name && `Class constructor ${name} cannot be invoked without 'new'`;
  }
  if (message === 'Attempted to assign to readonly property.') {
    const [, dot, name] =
      /(\.?)\b([A-Za-z_$][\w$]*)\s*(?:[-+*/%|&^]|\*\*|\?\?|\|\||&&|<<|>>>?)?(?:=(?!=)|\+\+|--)/.exec(place().text) ??
      [];
    if (name === undefined) return undefined;
    return dot
      ? `Cannot assign to read only property '${name}' of object '#<Object>'`
      : 'Assignment to constant variable.';
  }
  return undefined;
}

/** Firefox names what cannot be taken apart and WebKit not even that; the first name of the pattern is in the source. */
function destructuring(message: string, source: Source): Omit<Words, 'name'> | undefined {
  const [, expression, value = 'undefined'] = /^(.*) is (null|undefined)$/s.exec(message) ?? [];
  const [, literal] = /^(null|undefined) has no properties$/.exec(message) ?? [];
  const unnamed = message === 'Right side of assignment cannot be destructured';
  if ((expression === undefined && literal === undefined && !unnamed) || message.startsWith("can't ")) return undefined;
  const found = pattern(source());
  if (!found) return undefined;
  const named =
    expression === '(destructured parameter)'
      ? (literal ?? value)
      : (expression ?? found.expression ?? literal ?? value);
  return {
    message: `Cannot destructure property '${found.key}' of '${named}' as it is ${literal ?? value}.`,
    at: new RegExp(`(?<=\\{\\s*)${found.key.replaceAll('$', '\\$')}\\b`),
  };
}

function pattern(place: ReturnType<Source>): { key: string; expression: string | undefined } | undefined {
  const all = [
    ...(place?.text ?? '').matchAll(
      /\{\s*([A-Za-z_$][\w$]*)[^{}]*\}\s*(?::[^=]+)?(?:=\s*((?:await\s+)?[\w$.?!]+(?:\([^()]*\))?))?/g,
    ),
  ];
  const match = all.findLast(({ index }) => index <= place!.column) ?? all[0];
  if (!match) return undefined;
  const text = match[2]?.replace(/^await\s.*$/, '(intermediate value)').replace(/^.*\)$/, '(intermediate value)');
  return { key: match[1]!, expression: text };
}
