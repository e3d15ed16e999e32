import { startOffline } from './page.ts';
import './status.ts';

void startOffline(import.meta.env.BASE_URL.replace(/\/*$/, '/'));
