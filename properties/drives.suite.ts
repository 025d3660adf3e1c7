/**
 * The drives suite: what survives what, and a startup task whose mark is where its work is.
 */
import { defineSuite } from 'redhound';
import { assign } from 'xstate';
import { fabricController } from '../models/drives/fabric-controller.ts';
import { hostAgent } from '../models/drives/host-agent.ts';
import { drives } from '../models/drives.ts';
import { properties } from './drives.ts';

const nothing = () => {};

export default defineSuite({
  name: 'drives',
  description:
    'Reboots, upgrades, re-images and moves keep of C:, D: and E: what is published, and roles live with it.',
  system: drives(),
  properties,
  search: { runs: 5_000, maxSteps: 80 },
  variants: [
    {
      name: 'nothing-is-lost',
      because: 'Whatever is done to the guest, its drives stay as they are.',
      system: drives({ hostAgent: hostAgent.provide({ actions: { takeDrives: nothing } }) }),
      breaks: [
        'portal-reboot-keeps-what-it-should',
        'upgrade-keeps-what-it-should',
        'reimage-keeps-what-it-should',
      ],
    },
    {
      name: 'everything-is-lost',
      because: 'Whatever is done to the guest, it gets fresh drives.',
      system: drives({
        hostAgent: hostAgent.provide({
          actions: { takeDrives: assign({ drives: { C: [], D: [], E: [] } }) },
        }),
      }),
      breaks: ['reboot-keeps-what-it-should'],
      alsoBreaks: {
        'portal-reboot-keeps-what-it-should': 'C: and D: are lost too.',
        'upgrade-keeps-what-it-should': 'C: and D: are lost too.',
        'reimage-keeps-what-it-should': 'C: is lost too.',
      },
    },
    {
      name: 'move-goes-nowhere',
      because: 'The fabric controller moves the instance to where it is, and does not remove it before.',
      system: drives({
        fabricController: fabricController.provide({ actions: { remove: nothing, moveHome: nothing } }),
      }),
      breaks: ['move-keeps-what-it-should'],
    },
    {
      name: 'mark-on-local-storage',
      because: 'The startup task leaves its mark on C:, which a re-image keeps.',
      system: drives({ marksOn: 'C' }),
      breaks: ['mark-means-installed', 'role-becomes-ready-again'],
    },
    {
      name: 'write-is-lost',
      because: 'What is written to a drive does not arrive there.',
      system: drives({ hostAgent: hostAgent.provide({ actions: { write: nothing } }) }),
      breaks: ['can-be-ready-again', 'role-becomes-ready-again'],
    },
    {
      name: 'recycles-without-pause',
      because: 'A role that fails is started again at once, and its startup task finds its mark.',
      system: drives({ marksOn: 'C', hostAgent: hostAgent.provide({ delays: { recycle: 0 } }) }),
      breaks: ['time-goes-on'],
      alsoBreaks: { 'mark-means-installed': 'The mark is left when the installation is gone.' },
    },
  ],
});
