declare module 'readable-stream/lib/ours/errors.js' {
  const errors: object;
  export default errors;
}
declare module 'readable-stream/lib/ours/browser.js' {
  import stream = require('stream');
  export default stream;
}
declare module 'buffer/index.js' {
  import buffer = require('buffer');
  export default buffer;
}
declare module 'browserify-zlib';
declare module 'path-browserify' {
  import path = require('path');
  export default path.posix;
}
