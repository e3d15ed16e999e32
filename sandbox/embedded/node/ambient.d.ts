declare module 'readable-stream/lib/ours/errors.js' {
  const errors: object;
  export default errors;
}
declare module 'readable-stream/lib/ours/browser.js' {
  import stream = require('stream');
  export default stream;
}
declare module 'path-browserify' {
  import path = require('path');
  export default path.posix;
}
declare module '*/bare/undici.cjs' {
  const parts: Record<string, () => object>;
  export default parts;
}
