import express from 'express';
import type OpenAI from 'openai';

export function createApp(openai: OpenAI) {
  const app = express().use(express.json());
  app.post('/chat', async (request, response) => {
    const { choices } = await openai.chat.completions.create({
      model: 'teaching-model',
      messages: [{ role: 'user', content: String(request.body.question) }],
    });
    const text = choices[0]?.message.content ?? '';
    response.send(`<p>${text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</p>`);
  });
  return app;
}
