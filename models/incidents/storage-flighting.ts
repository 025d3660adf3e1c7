/**
 * I4, 18 November 2014: a change of storage flighted on Table front ends, and pushed to the Blob front ends everywhere.
 *
 * Two regions with front ends of both kinds. Left out: the virtual machines that lost their disks with the Blob
 * service, and the eleven hours that people took (00:51 to 11:45 UTC); they are events of the environment here.
 */
import { agent, defineSystem, hours, ModelError } from 'redhound';
import { type FlightingToolInput, flightingTool } from './storage-flighting/flighting-tool.ts';
import { frontEnd } from './storage-flighting/front-end.ts';

export interface StorageFlightingParameters extends FlightingToolInput {
  readonly flightingTool: typeof flightingTool;
  readonly frontEnd: typeof frontEnd;
}

/** As it was, except where other parameters are given. */
export const storageFlighting = (changed: Partial<StorageFlightingParameters> = {}) => {
  const parameters = {
    flightsOn: ['Table'] as const,
    increments: 'not enforced' as const,
    afterRevert: 'nothing' as const,
    flightingTool,
    frontEnd,
    ...changed,
  };
  const { flightsOn, increments, afterRevert } = parameters;
  if (flightsOn.length === 0)
    throw new ModelError(
      'SYSTEM_INVALID',
      'the change is flighted on no front ends.',
      'Give `flightsOn` one kind or both.',
      { system: 'storage-flighting' },
    );
  const machine = parameters.frontEnd;
  return defineSystem({
    name: 'storage-flighting',
    agents: {
      region1Table: agent(machine, { input: { kind: 'Table' } }),
      region1Blob: agent(machine, { input: { kind: 'Blob' } }),
      region2Table: agent(machine, { input: { kind: 'Table' } }),
      region2Blob: agent(machine, { input: { kind: 'Blob' } }),
      flightingTool: agent(parameters.flightingTool, { input: { flightsOn, increments, afterRevert } }),
    },
    // A front end is told nothing more before it has taken what it was told.
    links: [{ from: '*', to: '*', capacity: 2, overflow: 'block' }],
    clock: { tick: hours(12) },
    environment: [
      {
        agent: 'flightingTool',
        event: [
          { type: 'FLIGHT', change: 'sound' },
          { type: 'FLIGHT', change: 'faulty' },
          { type: 'PUSH' },
          { type: 'REVERT' },
          { type: 'RESTART_FRONT_ENDS' },
        ],
        budget: 'any',
      },
    ],
  });
};
