import type { Request, RequestHandler, Response } from 'express';
import { contextOf, ProviderError, parameter, queryOf } from '../../kernel/index.ts';
import { date, links, sendJson } from '../answers.ts';
import { requestedEnvironment, requestedProject, userOf } from '../guard.ts';
import { facts } from '../metadata.ts';
import type { Activity } from '../state/model.ts';
import { settingsOf, stateOf } from '../state.ts';
import { placeOf } from './environments.ts';
import { displayName } from './users.ts';

/** What has been going on, the newest first (b9, P20); looking at the list moves nothing. */
export const listActivities: RequestHandler = (req, res) => {
  const query = queryOf(req);
  const [type, state] = [parameter(query, 'type'), parameter(query, 'state')];
  const before = beforeOf(parameter(query, 'starts_at'));
  const count = Number(parameter(query, 'count')) || Number.POSITIVE_INFINITY;
  const found = seenActivities(req, res)
    .filter(one => (type === undefined || one.type === type) && (state === undefined || one.state === state))
    .filter(({ createdAt }) => createdAt < before)
    .reverse()
    .slice(0, count);
  sendJson(
    res,
    200,
    found.map(one => activityOf(req, one)),
  );
};

/** Clients page by the time of the oldest one that they have seen. */
function beforeOf(startsAt: string | undefined): number {
  // Sent raw, the plus of an offset arrives as a space.
  const at = Date.parse((startsAt ?? '').replace(' ', '+'));
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

/** Each look moves it one step: nobody else moves the clock while a client waits. */
export const getActivity: RequestHandler = (req, res) => {
  const activity = requestedActivity(req, res);
  stateOf(req).activities.step(activity);
  sendJson(res, 200, activityOf(req, activity));
};

/** The log as a stream of JSON lines, of which the last one seals it (b9). */
export const getActivityLog: RequestHandler = (req, res) => {
  const activity = requestedActivity(req, res);
  res.setHeader('Content-Type', facts.logContentType.value);
  for (const line of logOf(req, activity)) res.write(`${JSON.stringify(line)}\n`);
  res.end();
};

function logOf(req: Request, activity: Activity): object[] {
  const timestamp = contextOf(req).sandbox.clock.iso();
  const messages = [
    ...logMessages(activity),
    ...(activity.ending === 'failure' ? ['The operation failed.'] : []),
  ];
  const lines: object[] = messages.map((message, i) => ({
    _id: i + 1,
    data: { timestamp, message: `${message}\n` },
  }));
  return settingsOf(req).sealedLogs ? [...lines, { seal: true }] : lines;
}

/** Nothing that came with the request but its names, and no secret. */
const logMessages = ({ user, deed }: Activity) => [`${displayName(user)} ${deed}`];

/** Those of the project, or of one environment; what goes on in an environment is seen by who sees that. */
function seenActivities(req: Request, res: Response): Activity[] {
  const { activities, access } = stateOf(req);
  if (req.params.environment !== undefined) {
    const environment = requestedEnvironment(req, res);
    return activities.all.filter(one => one.environment === environment);
  }
  return activities
    .ofProject(requestedProject(req, res))
    .filter(
      ({ environment }) =>
        environment === undefined || access.environmentRole(userOf(res), environment) !== undefined,
    );
}

function requestedActivity(req: Request, res: Response): Activity {
  const activity = seenActivities(req, res).find(({ id }) => id === req.params.activity);
  if (activity === undefined)
    throw new ProviderError('not_found', `no activity ${req.params.activity}`, { what: 'activity' });
  return activity;
}

/** An activity as it is shown (b9); `payload.user` is who acts (P20). */
export function activityOf(req: Request, activity: Activity): object {
  const { id, type, project, environment, user, state, createdAt } = activity;
  const place = environment === undefined ? `/projects/${project.id}` : placeOf(environment);
  const self = `/projects/${project.id}/activities/${id}`;
  const name = displayName(user);
  return {
    id,
    type,
    state,
    result: stateOf(req).activities.resultOf(activity) ?? null,
    completion_percent: { pending: 0, in_progress: 50, complete: 100 }[state],
    project: project.id,
    environments: environment === undefined ? [] : [environment.id],
    payload: {
      user: { id: user.id, display_name: name, email: user.email },
      ...(environment && { environment: { id: environment.id, name: environment.id } }),
      ...activity.payload,
    },
    parameters: {},
    text: `${name} ${activity.deed}`,
    description: `<user data-id="${user.id}">${escapeHtml(name)}</user> ${escapeHtml(activity.deed)}`,
    log: '',
    timings: {},
    created_at: date(createdAt),
    updated_at: date(activity.updatedAt),
    started_at: date(activity.startedAt),
    completed_at: date(activity.completedAt),
    cancelled_at: null,
    _links: links(req, { self, log: `${self}/log`, environment: place }),
  };
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
