import type { ArmedFault, FaultPlanEntry } from '../../mocks/kernel/index.ts';
import { faultBody } from './fault-schema.ts';
import { Refusal } from './refusal.ts';
import { type Call, type Route, route } from './route.ts';

const faultsOf = ({ platform }: Call) => platform.sandbox.faults;

function arm(call: Call, entry: FaultPlanEntry): ArmedFault {
  try {
    return faultsOf(call).arm(entry);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(400, 'unknown-operation', error.message);
    throw error;
  }
}

/** @param operations what the platform can be asked */
export const faultRoutes = ([operation]: readonly string[]): Route[] => [
  route({
    method: 'POST',
    path: '/faults',
    summary: 'arm a fault: respond, cut or edit, after N requests, N times',
    status: 201,
    body: faultBody,
    example: { operation, effect: { kind: 'respond', status: 503 }, times: 1 },
    handle(call) {
      const { name = `f${faultsOf(call).armed.length + 1}`, operation, effect, after, times } = call.body;
      return arm(call, {
        name,
        operation,
        effect,
        ...(after === undefined ? {} : { after }),
        ...(times === undefined ? {} : { times }),
      });
    },
  }),
  route({
    method: 'GET',
    path: '/faults',
    summary: 'armed faults, with how many requests each has seen and hit',
    handle: call => ({ faults: faultsOf(call).armed }),
  }),
  route({
    method: 'DELETE',
    path: '/faults',
    summary: 'take every fault away',
    handle(call) {
      faultsOf(call).clear();
      return { faults: [] };
    },
  }),
];
