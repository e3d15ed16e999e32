module.exports = require('../http.ts').default;
