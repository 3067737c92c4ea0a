import type { RequestHandler } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { stateOf } from '../state.ts';
import { requestedOwner } from './owner.ts';

/** `GET /v4/billing/organisations/{id}/{number}.pdf`: bytes, not text (V17). */
export const downloadInvoice: RequestHandler = (req, res) => {
  const owner = requestedOwner(req, res);
  const { number } = req.params;
  const invoice = stateOf(req).people.invoices.find(i => i.number === number && i.owner === owner);
  if (invoice === undefined)
    throw new ProviderError('not_found', `no invoice ${number}`, { what: 'invoice' });
  res.statusCode = 200;
  res.setHeader('Content-Type', 'application/pdf');
  res.setHeader('Content-Length', invoice.pdf.length);
  res.end(invoice.pdf);
};
