module.exports = require('../worker_threads.ts').default;
