// GraphQL over HTTP: one address, and the body says what is wanted.
import express from 'express';
import { graphql } from 'graphql';
import { answers, schema } from './schema.ts';

const app = express();
app.use(express.json());

app.post('/graphql', async (req, res) => {
  const { query, variables } = req.body ?? {};
  if (typeof query !== 'string') {
    res.status(400).json({ errors: [{ message: 'Send JSON with a "query".' }] });
    return;
  }
  const result = await graphql({ schema, source: query, rootValue: answers, variableValues: variables });
  // Without `data` the query could not even be begun.
  res.status(result.data === undefined ? 400 : 200).json(result);
});

app.listen(3000, () => console.log('Listening on http://localhost:3000'));
