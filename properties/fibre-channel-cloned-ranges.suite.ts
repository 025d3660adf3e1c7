/**
 * The suite of cloned hosts: the second was installed from an image of the first, its range of names included.
 */
import { defineSuite } from 'redhound';
import { vmSettings } from '../models/fibre-channel-setup/vm-settings.ts';
import { type FibreChannelSetupParameters, fibreChannelSetup } from '../models/fibre-channel-setup.ts';
import { clonedProperties, properties } from './fibre-channel-setup.ts';

const cloned: Partial<FibreChannelSetupParameters> = {
  // What stays possible is asked of the first machine, so it is one that can have an adapter.
  guests: { vm1: ['Windows Server 2012'], vm2: ['Windows Server 2012', 'Windows Server 2003'] },
  ranges: [
    [1, 3],
    [1, 3],
  ],
};

export default defineSuite({
  name: 'fibre-channel-cloned-ranges',
  description: 'Hosts with the same range generate the same names; and a range does not last for ever.',
  system: fibreChannelSetup(cloned),
  properties: [
    ...clonedProperties,
    // What does not depend on the ranges.
    ...properties.filter(({ id }) => !clonedProperties.some((cloned) => cloned.id === id)),
  ],
  search: { runs: 5_000, maxSteps: 100 },
  variants: [
    {
      name: 'set-b-not-asked-for',
      because: 'A migration begins whether there is a set B or not.',
      system: fibreChannelSetup({
        ...cloned,
        vmSettings: vmSettings.provide({ guards: { hasSetB: () => true } }),
      }),
      breaks: ['no-migration-without-set-b'],
      alsoBreaks: {
        'migratable-adapter-stays-possible': 'Holds: an adapter entered by hand counts as migratable.',
      },
    },
  ],
});
