module.exports = require('../path.ts').default;
