/* A bare Express 5 handler that parses the form and answers an opaque token, as anybody would write it. */
import { randomBytes } from 'node:crypto';
import express from 'express';
import { form } from './form.mjs';

const app = express();
app.post('/token', express.urlencoded({ extended: false }), (req, res) => {
  if (req.body.grant_type !== 'client_credentials') return res.status(400).json({ error: 'invalid_request' });
  res.json({ access_token: randomBytes(32).toString('base64url'), token_type: 'bearer', expires_in: 300 });
});

const server = app.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}/token`;
  process.stdout.write(`${JSON.stringify({ url, body: form('key', 'secret') })}\n`);
});
