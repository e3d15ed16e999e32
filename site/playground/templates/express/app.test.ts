// Your own tests: change them, add more, press Run tests.
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { createApp } from './app.ts';

describe('POST /tasks', () => {
  test('adds a task', async () => {
    const app = createApp();
    const answer = await request(app).post('/tasks').send({ title: 'Write a test' });
    expect(answer.status).toBe(201);
    const { body } = await request(app).get('/tasks');
    expect(body).toHaveLength(2);
  });

  test('refuses a task without a title', async () => {
    const answer = await request(createApp()).post('/tasks').send({});
    expect(answer.status).toBe(400);
  });
});
