module.exports = require('../perf_hooks.ts').default;
