/**
 * What is claimed about the port names of virtual Fibre Channel adapters, and the order in which they come about.
 */
import { type Property, propertiesOf, type View } from 'redhound';
import { SUPPORTED } from '../models/fibre-channel-setup/vm-settings.ts';
import { fibreChannelSetup } from '../models/fibre-channel-setup.ts';

const language = propertiesOf(fibreChannelSetup());
const { agent, always, alwaysPossible, and, claim, G, handled, implies, O, or, received, sent } = language;
const { sometimes, whenever } = language;

type Letter = View<ReturnType<typeof fibreChannelSetup>['agents']>;
type Vm = 'vm1' | 'vm2';
type Doubt = Pick<Property, 'missing'> & Partial<Pick<Property, 'expected'>>;

const namesOf = (view: Letter, vm: Vm): readonly number[] => {
  const { setA, setB } = view.agent(vm).context;
  return [setA, setB].filter((name) => name !== 0);
};
const hasAdapter = (vm: Vm) => or(agent(vm).matches('withAdapter'), agent(vm).matches('migrating'));
const isMigratable = or(
  and(agent('vm1').matches('withAdapter'), ({ agent }: Letter) => agent('vm1').context.setB !== 0),
  agent('vm1').matches('migrating'),
);
const isMigrating = or(agent('vm1').matches('migrating'), agent('vm2').matches('migrating'));

const namesAreUnique = (doubt: Doubt = {}) =>
  claim('names-are-unique', {
    statement: 'No port name occurs twice, in either set of either virtual machine.',
    because: 'The second login with a name is refused, or throws the first one out.',
    source: 'FC-05, FC-06; VF22',
    ...doubt,
    formula: always((view) => {
      const names = [...namesOf(view, 'vm1'), ...namesOf(view, 'vm2')];
      return new Set(names).size === names.length;
    }),
  });

const adapterStaysPossible = (doubt: Doubt = {}) =>
  claim('migratable-adapter-stays-possible', {
    statement:
      'Whatever was set up and removed, the first virtual machine can still get an adapter with two names.',
    because: 'Names are used up by adapters that are long gone.',
    source: 'FC-05; VF22',
    ...doubt,
    formula: alwaysPossible(isMigratable),
  });

const setBIsNeeded = claim('no-migration-without-set-b', {
  statement: 'No virtual machine whose adapter has no second name begins a migration.',
  because: 'It would be found out in the fabric, name by name, where it could be found out in the settings.',
  source: 'FC-05, FC-07; VF23',
  formula: always(({ agent }) =>
    (['vm1', 'vm2'] as const).every((vm) => !agent(vm).matches('migrating') || agent(vm).context.setB !== 0),
  ).given(isMigrating),
});

/** Of two hosts whose ranges do not overlap, and names enough for one adapter each. */
const vms = ['vm1', 'vm2'] as const;
const hostOf = { vm1: 'host1', vm2: 'host2' } as const;
const hosts = ['host1', 'host2'] as const;
const hasVirtualSan = (host: 'host1' | 'host2') => agent(host).matches({ virtualSan: 'present' });
const isWithout = (vm: Vm) => agent(vm).matches('withoutAdapter');
const isSupported = (vm: Vm) =>
  language.condition(`${vm} runs a guest with drivers`, ({ agent }) =>
    SUPPORTED.some((guest) => guest === agent(vm).context.guestOs),
  );
const hasNoNames = (vm: Vm) =>
  language.condition(`${vm} has no names`, (view) => namesOf(view, vm).length === 0);
const isRefused = (vm: Vm) =>
  or(
    received(vm, 'NO_VIRTUAL_SAN'),
    received(vm, 'WWPN', ({ wwpn }) => wwpn === 0),
  );

/** What settings do between the moments at which they have an adapter. */
const dialogue = [
  claim('begins-without-adapter', {
    statement: 'At the start no virtual machine has an adapter.',
    because: 'It has to be added.',
    source: 'FC-01',
    formula: and(...vms.map(isWithout)),
  }),
  ...vms.map((vm) =>
    claim(`${vm}-gets-an-answer`, {
      statement: `Each time ${vm} asks for a name, or for the virtual SAN, its host answers.`,
      because: 'The dialogue would stay open for ever.',
      source: 'FC-05; VF22',
      formula: whenever(
        or(sent(vm, hostOf[vm], 'GENERATE_WWPN'), sent(vm, hostOf[vm], 'BIND_ADAPTER')),
      ).leadsTo(or(received(vm, 'WWPN'), received(vm, 'BOUND'), received(vm, 'NO_VIRTUAL_SAN'))),
      fairness: {
        weak: [language.fair.deliveries(vm, hostOf[vm]), language.fair.deliveries(hostOf[vm], vm)],
      },
    }),
  ),
  claim('refusal-ends-the-dialogue', {
    statement: 'Who gets no name, or no virtual SAN, has no adapter.',
    because: 'An adapter without a name logs in nowhere, and one without a SAN has nowhere to.',
    source: 'FC-05; VF22',
    formula: and(...vms.map((vm) => G(implies(isRefused(vm), isWithout(vm))))),
  }),
  claim('no-adapter-no-names', {
    statement: 'A virtual machine without an adapter has no names.',
    because: 'The names go with the adapter, and its host will not use them again.',
    source: 'FC-05; VF22',
    formula: always(and(...vms.map((vm) => implies(isWithout(vm), hasNoNames(vm))))),
  }),
  claim('removed-is-gone', {
    statement: 'An adapter that was removed is gone.',
    because: 'Nothing is asked for when it is taken away.',
    source: 'FC-01',
    formula: and(...vms.map((vm) => G(implies(handled(vm, 'REMOVE_ADAPTER'), isWithout(vm))))),
  }),
  claim('entered-name-is-taken', {
    statement: 'An adapter for which a name was entered is there as soon as it is bound, and has that name.',
    because: 'Who migrates from a physical machine keeps its name.',
    source: 'FC-05',
    formula: always(
      and(agent('vm1').matches('withAdapter'), ({ agent }: Letter) => agent('vm1').context.setA === 21),
    ).given(handled('vm1', 'BOUND')),
  }),
];

export const properties = [
  ...dialogue,
  claim('npiv-before-virtual-san', {
    statement: 'A host has no virtual SAN before NPIV is enabled on its HBAs.',
    because: 'Without NPIV there are no virtual ports to make.',
    source: 'FC-04, FC-09',
    formula: always(
      and(...hosts.map((host) => implies(hasVirtualSan(host), O(handled(host, 'ENABLE_NPIV'))))),
    ).given(or(...hosts.map(hasVirtualSan))),
  }),
  claim('virtual-san-before-adapter', {
    statement:
      'No machine has an adapter, whether its names were generated or entered, before its host has a virtual SAN.',
    because: 'The adapter is bound to it; this is the first of the two steps.',
    source: 'FC-01, FC-09',
    formula: always(
      and(...vms.map((vm) => implies(hasAdapter(vm), O(handled(hostOf[vm], 'CREATE_VIRTUAL_SAN'))))),
    ).given(or(...vms.map(hasAdapter))),
  }),
  claim('adapters-have-names', {
    statement: 'An adapter whose names were generated has two, and neither is zero.',
    because: 'A range that is used up yields zeros, and says that all went well.',
    source: 'FC-05; VF22',
    formula: always(({ agent }) => agent('vm2').context.setA !== 0 && agent('vm2').context.setB !== 0).given(
      hasAdapter('vm2'),
    ),
  }),
  claim('only-supported-guests', {
    statement: 'Only a guest that has drivers for it gets an adapter.',
    because: 'A guest without them sees no disk.',
    source: 'FC-03',
    formula: always(and(...vms.map((vm) => implies(hasAdapter(vm), isSupported(vm))))).given(
      or(...vms.map(hasAdapter)),
    ),
  }),
  namesAreUnique(),
  setBIsNeeded,
  claim('names-may-run-out', {
    statement: 'A host may answer with a name that is none.',
    because: 'Whoever writes the client should not think that it cannot happen.',
    source: 'VF22',
    formula: sometimes(received('vm1', 'WWPN', ({ wwpn }) => wwpn === 0)),
  }),
];

/** Of two hosts whose ranges were cloned. */
export const clonedProperties = [
  namesAreUnique({ expected: 'violated', missing: 'the ranges of the hosts do not overlap' }),
  adapterStaysPossible({ expected: 'violated', missing: 'there are always names left in the range' }),
  setBIsNeeded,
  ...dialogue.filter(({ id }) => ['refusal-ends-the-dialogue', 'no-adapter-no-names'].includes(id)),
];
