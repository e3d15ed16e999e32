type Descriptors = Map<PropertyKey, PropertyDescriptor>;

/** Remembers the global object and the environment; `restore` undoes what a suite left in them. */
export function rememberRealm(scope: object = globalThis) {
  const globals = descriptorsOf(scope);
  const env = { ...process.env };
  return {
    restore(): void {
      restoreProperties(scope, globals);
      for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
      Object.assign(process.env, env);
    },
  };
}

const descriptorsOf = (object: object): Descriptors =>
  new Map(Reflect.ownKeys(object).map((key) => [key, Reflect.getOwnPropertyDescriptor(object, key)!]));

function restoreProperties(object: object, before: Descriptors): void {
  for (const [key, now] of descriptorsOf(object)) {
    const was = before.get(key);
    if (!was) Reflect.deleteProperty(object, key);
    else if (was.value !== now.value || was.get !== now.get) Reflect.defineProperty(object, key, was);
  }
  for (const [key, was] of before) if (!Object.hasOwn(object, key)) Reflect.defineProperty(object, key, was);
}
