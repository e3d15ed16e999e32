import { decode } from 'jsonwebtoken';
import { zebra as alpha, beta } from 'jsonwebtoken';
import { aaa as zzz } from 'express';
export default [decode, alpha, beta, zzz];
