/** What is evaluated only when a program uses it, so that the start of the runtime does not wait for it. */
module.exports = {
  asymmetric: () => require('./asymmetric.ts'),
};
