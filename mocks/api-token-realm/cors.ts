import type { Request, RequestHandler } from 'express';
import { contextOf, operation } from '../kernel/index.ts';
import { sendNothing } from './answers.ts';

const preflight = operation('preflight');

/** A page of any site may call: what lets a call in is the token, which no browser adds on its own (d11). */
export const allowOrigins: RequestHandler = (req, res, next) => {
  if (req.headers.origin !== undefined) res.setHeader('Access-Control-Allow-Origin', '*');
  next();
};

/** Browsers ask first, and never with a token (Fetch standard, CORS-preflight request; d11). */
export const answerPreflight: RequestHandler = (req, res, next) => {
  if (!isPreflight(req)) return next();
  preflight(req, res, () => {
    res.set({
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    });
    sendNothing(res);
  });
};

function isPreflight(req: Request): boolean {
  const { method } = contextOf(req).exchange.request;
  const asks = req.headers['access-control-request-method'] !== undefined;
  return method === 'OPTIONS' && req.headers.origin !== undefined && asks;
}
