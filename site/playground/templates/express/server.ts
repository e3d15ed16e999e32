// Run starts this file. Then send it requests in the Request panel.
import { createApp } from './app.ts';

createApp().listen(3000, () => console.log('Listening on http://localhost:3000'));
