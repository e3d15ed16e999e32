module.exports = require('../stream-web.ts').default;
