// Parts of undici, which is `fetch` in Node. All are evaluated when a program first asks for one, in undici's own order:
// its parts take converters from each other while they load.
const loaded = (part) => {
  require('undici/lib/web/fetch/index.js');
  return part();
};
module.exports = {
  fetch: () => require('undici/lib/web/fetch/index.js'),
  formdata: () => loaded(() => require('undici/lib/web/fetch/formdata.js')),
  headers: () => loaded(() => require('undici/lib/web/fetch/headers.js')),
  request: () => loaded(() => require('undici/lib/web/fetch/request.js')),
  response: () => loaded(() => require('undici/lib/web/fetch/response.js')),
  websocket: () => loaded(() => require('undici/lib/web/websocket/websocket.js')),
  events: () => loaded(() => require('undici/lib/web/websocket/events.js')),
};
