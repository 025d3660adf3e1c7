/**
 * What a property claims as one English sentence, made from its pattern and scope, never from its author's words.
 */
import { formatDuration } from '../system/duration.ts';
import type { AtomName } from './atom-name.ts';
import { claimNames } from './claim-text.ts';
import type { Formula } from './formula.ts';
import { formulaText, tightText } from './formula-text.ts';
import { operand } from './operand.ts';
import type { Body, Scope } from './pattern.ts';
import type { Claim } from './property.ts';

/** How a condition is called in a sentence. */
type Called = (condition: Formula) => string;

export function sentenceText(claim: Claim, names: AtomName = claimNames(claim)): string {
  const called: Called = (condition) => tightText(condition, { names, quoteAll: true });
  switch (claim.kind) {
    case 'formula': {
      if (claim.pattern === undefined)
        return `In every run that counts: ${formulaText(claim.formula, { names })}.`;
      const { body, scope } = claim.pattern;
      return capitalised(`${scopeText(scope, called)}${bodyText(body, called)}.`);
    }
    case 'always-possible':
      return `From every reachable state a letter with ${called(claim.of)} can be reached without faults.`;
    case 'possible':
      return `Some run has a letter with ${called(claim.of)}.`;
    case 'no-deadlock': {
      const except = claim.except === undefined ? '' : `, except where ${called(operand(claim.except))}`;
      return `In no reachable state does everything wait for ever${except}.`;
    }
    case 'no-timelock':
      return 'From every reachable state time can go on for ever.';
    case 'no-failure':
      return 'No machine throws, and none ends with status error.';
  }
}

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function scopeText(scope: Scope, called: Called): string {
  switch (scope.scope) {
    case 'globally':
      return '';
    case 'before':
      return `before the first ${called(scope.end)}, if it comes, `;
    case 'after':
      return `from the first ${called(scope.start)} on, `;
    case 'between':
      return `between ${called(scope.start)} and ${called(scope.end)}, `;
    case 'after-until':
      return `after ${called(scope.start)}, up to ${called(scope.end)} or for ever, `;
  }
}

function bodyText(body: Body, called: Called): string {
  switch (body.pattern) {
    case 'universality': {
      if (body.given === undefined) return `${called(body.holds)} is always true`;
      return `${called(body.holds)} is true wherever ${called(body.given)} is`;
    }
    case 'absence':
      return `${called(body.of)} never happens`;
    case 'existence':
      return `${called(body.of)} happens at some time`;
    case 'bounded-existence':
      return `${called(body.of)} begins at most ${times(body.atMost)}`;
    case 'precedence':
      return `${called(body.before)} does not happen before ${called(body.first)}`;
    case 'precedence-chain-2-1':
      return `${called(body.before)} does not happen before ${called(body.first)} and, in a later letter, ${called(body.second)}`;
    case 'precedence-chain-1-2':
      return `${called(body.before)}, where ${called(body.later)} follows in a later letter, does not happen before ${called(body.first)}`;
    case 'response': {
      const { when, leadsTo, within, unless } = body;
      const time = within === undefined ? 'sooner or later' : `within ${formatDuration(within)}`;
      const released = unless === undefined ? '' : `, unless ${called(unless)} comes first`;
      return `whenever ${called(when)}, ${called(leadsTo)} follows ${time}${released}`;
    }
    case 'response-chain-1-2': {
      const without = body.without === undefined ? '' : `, without ${called(body.without)} on the way`;
      return `whenever ${called(body.when)}, ${called(body.leadsTo)} follows and, in a later letter, ${called(body.andThen)}${without}`;
    }
    case 'response-chain-2-1':
      return `whenever ${called(body.when)} and, in a later letter, ${called(body.followedBy)}, ${called(body.leadsTo)} follows`;
    case 'bounded-invariance':
      return `whenever ${called(body.when)}, ${called(body.keeps)} is true for ${formatDuration(body.lasting)}`;
    case 'bounded-absence':
      return `whenever ${called(body.when)}, ${called(body.of)} does not happen in the ${formatDuration(body.lasting)} after it`;
    case 'minimum-duration':
      return `once ${called(body.of)} becomes true, it stays so for at least ${formatDuration(body.atLeast)}`;
    case 'maximum-duration':
      return `once ${called(body.of)} becomes true, it stays so for at most ${formatDuration(body.atMost)}`;
    case 'bounded-recurrence':
      return `${called(body.of)} happens again and again, at least every ${formatDuration(body.every)}`;
  }
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);
