import express, { nope as other } from 'express';
export default [express, other];
