/**
 * Parameters of the whole fabric: those that make no system are refused; those that are only wrong are scenarios.
 */
import { checkSuite, defineSuite, propertiesOf } from 'redhound';
import { expect, test } from 'vitest';
import { rightFabric, webRole, wholeFabric } from '../../models/whole-fabric.ts';

test.each([
  ['no host', () => wholeFabric({ hosts: 0 }), /there are 0 hosts\.\nGive two at least/],
  ['half a host', () => wholeFabric({ hosts: 2.5 }), /there are 2\.5 hosts/],
  ['no fault domain', () => wholeFabric({ faultDomains: 0 }), /there are 0 fault domains\.\nGive one/],
  ['no instance', () => wholeFabric({ instances: 0 }), /there are 0 instances\.\nGive one/],
  [
    'one fault domain for two instances',
    () => wholeFabric({ faultDomains: 1, instances: 2 }),
    /2 instances are in one fault domain\.\nGive two fault domains/,
  ],
  ['no room to move', () => wholeFabric({ hosts: 2, instances: 2 }), /must be free .*\nGive 3 hosts/],
  [
    'an unknown role type',
    () => wholeFabric({ role: { ...webRole, roleType: 'mainframe' as never } }),
    /'mainframe' is no role type\.\nUse one of worker, fullIisWeb, hwcWeb/,
  ],
  ['a worker with a site', () => wholeFabric({ role: { ...webRole, roleType: 'worker' } }), /has 1 sites/],
  [
    'an unknown task',
    () => wholeFabric({ role: { ...webRole, tasks: [{ name: 'pray', taskType: 'simple' }] } }),
    /'pray' is no task of this system\.\nUse simpleTask1, backgroundTask/,
  ],
  ['no virtual HBA', () => wholeFabric({ virtualHbas: [] }), /Give hba1, hba2, or both/],
  [
    'an unknown port name',
    () => wholeFabric({ fabrics: [{ ...rightFabric, zoned: ['hba9:A' as never] }] }),
    /'hba9:A' is zoned or masked, and is no port name/,
  ],
  ['no fabric', () => wholeFabric({ fabrics: [] }), /there is no fabric/],
  ['nothing submitted', () => wholeFabric({ missing: [] }), /nothing is submitted/],
])('%s is refused', (_, make, message) => expect(make).toThrow(message));

test('two instances stand in two fault domains, also when the first has been moved', async () => {
  const system = wholeFabric();
  const { claim, always, sometimes } = propertiesOf(system);
  const isMoved = claim('moved', {
    statement: 'The first instance is moved.',
    formula: sometimes(({ agent }) =>
      agent('placement').context.placements.some(({ index, host }) => index === 0 && host === 'host2'),
    ),
  });
  const spread = claim('spread', {
    statement: 'Instances stand in two fault domains.',
    formula: always(({ agent }) => {
      const { hosts, placements } = agent('placement').context;
      const domains = placements.map(({ host }) => hosts.find(({ name }) => name === host)?.faultDomain);
      return placements.length === 0 || new Set(domains).size === 2;
    }),
  });
  const suite = defineSuite({ name: 'spread', system, properties: [isMoved, spread] });
  const report = await checkSuite(suite, { mode: 'random', runs: 500, maxSteps: 200 });
  expect(report.properties.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['moved', 'holds'],
    ['spread', 'no-counterexample'],
    ['no-agent-fails', 'no-counterexample'],
  ]);
}, 60_000);
