// In the place of undici's own file, which would bring its HTTP client along.
const { globalDispatcher } = require('../fetch/dispatcher.ts');
module.exports = { getGlobalDispatcher: globalDispatcher };
