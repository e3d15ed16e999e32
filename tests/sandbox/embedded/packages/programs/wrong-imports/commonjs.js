import { verify, TokenExpiredError } from 'jsonwebtoken';
export default [verify, TokenExpiredError];
