/** Two-phase commit as a suite, so that its page can be made: a system that this project did not invent. */
import { defineSuite } from 'redhound';
import { transactionManager, twoPhaseCommit, twoPhaseCommitProperties } from './two-phase-commit.ts';

export default defineSuite({
  name: 'two-phase-commit',
  description: 'Three resource managers and a transaction manager agree on commit or abort.',
  system: twoPhaseCommit(3),
  properties: twoPhaseCommitProperties(3),
  variants: [
    {
      name: 'commits-unasked',
      because: 'The transaction manager decides to commit without waiting for everyone.',
      system: twoPhaseCommit(3, transactionManager.provide({ guards: { everyonePrepared: () => true } })),
      breaks: ['agreement'],
    },
  ],
});
