module.exports = require('../process-base.ts').default;
