import type { Request, RequestHandler, Response } from 'express';
import { contextOf, ProviderError } from '../../kernel/index.ts';
import { tokenOf } from '../admission/authenticate.ts';
import { apiUrl, sendJson, sendRedirect } from '../answers.ts';
import { pageOf } from '../list.ts';
import type { Metric } from '../state/model.ts';
import { stateOf } from '../state.ts';

const show = ({ id, name, value }: Metric) => ({ id, name, value });

export const listMetrics: RequestHandler = (req, res) => {
  const { total, items, next } = pageOf(req, '/metrics', metricsOf(req, res));
  sendJson(res, 200, { total, metrics: items.map(show), next });
};

/** Leads on at the same host, to an address that has a query already. */
export const redirectToLatest: RequestHandler = (req, res) => {
  const latest = metricsOf(req, res).at(-1);
  if (latest === undefined) throw noMetric();
  sendRedirect(res, apiUrl(req, `/metrics/${latest.id}?view=full`));
};

export const getMetric: RequestHandler = (req, res) => {
  sendJson(res, 200, show(requestedMetric(req, res)));
};

/** The file lies with another host, which the token is none of the business of (d6). */
export const exportMetric: RequestHandler = (req, res) => {
  sendRedirect(res, `${contextOf(req).sandbox.foreignBase}/${requestedMetric(req, res).id}.csv`);
};

function metricsOf(req: Request, res: Response): Metric[] {
  return stateOf(req).inventory.metricsIn(tokenOf(res).environment);
}

function requestedMetric(req: Request, res: Response): Metric {
  const metric = metricsOf(req, res).find(({ id }) => id === req.params.id);
  if (metric === undefined) throw noMetric();
  return metric;
}

const noMetric = () => new ProviderError('not_found', 'no such metric', { what: 'metric' });
