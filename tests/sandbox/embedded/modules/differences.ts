/** Programs that print something else than in Node, and why. The tests hold that they still do. */
export const differences: Record<string, string> = {
  'uncaught-thrown-elsewhere':
    'The lines above an uncaught error show where it was made. A browser does not say where it was thrown.',
  'uncaught-value': 'What is thrown and is no error has no stack, so there are no lines above it.',
};
