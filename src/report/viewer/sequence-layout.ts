/**
 * Who stands in which lane of the sequence diagram, and where each message's arrow begins and ends.
 */
import type { ExplainedRun, Letter, MessageAct } from '../../trace/explanation.ts';

export interface Lane {
  readonly name: string;
  readonly isAgent: boolean;
}

export interface Arrow {
  readonly from: number;
  readonly to: number;
  /** The letter in which it leaves. */
  readonly sent: number;
  /** The letter in which it ends; undefined where it is still under way. */
  readonly ended: number | undefined;
  readonly end: 'handled' | 'ignored' | 'dropped' | 'lost' | 'under way';
  readonly text: string;
  readonly duplicate: boolean;
  /** Of arrows within one letter: which of them it is, counted from 0. */
  readonly rank: number;
  /** It arrived before one that was sent earlier on the same link. */
  readonly overtakes: boolean;
}

export interface SequenceLayout {
  readonly lanes: readonly Lane[];
  /** Agents that no step of the run touches. */
  readonly idle: readonly string[];
  readonly arrows: readonly Arrow[];
  /** How many messages are sent and end within each letter. */
  readonly atOnce: readonly number[];
}

export const ENVIRONMENT = 'environment';

/** The rank of what starts a step, from outside: it stands where things arrive. */
export const ARRIVES = -1;

type Draft = { -readonly [Key in keyof Arrow]: Arrow[Key] };

export function layoutOf(run: ExplainedRun, agents: readonly string[]): SequenceLayout {
  const { letters } = run;
  const touched = new Set(letters.flatMap((letter) => [...letter.agents]));
  const isOutside = letters.some(({ kind }) => kind === 'environment');
  const present = agents.filter((name) => touched.has(name));
  const lanes: Lane[] = [
    ...(isOutside ? [{ name: ENVIRONMENT, isAgent: false }] : []),
    ...present.map((name) => ({ name, isAgent: true })),
  ];
  const laneOf = new Map(lanes.map(({ name }, index) => [name, index]));
  const arrows: Draft[] = [];
  const open = new Map<number, Draft>();
  /** By link, in the order in which they were sent. */
  const underWay = new Map<string, Draft[]>();
  const begin = (act: MessageAct, index: number, duplicate: boolean): Draft => {
    const arrow: Draft = {
      from: laneOf.get(act.from) ?? 0,
      to: laneOf.get(act.to) ?? 0,
      sent: index,
      ended: undefined,
      end: 'under way',
      text: act.event,
      duplicate,
      overtakes: false,
      rank: 0,
    };
    arrows.push(arrow);
    open.set(act.id, arrow);
    const link = JSON.stringify([arrow.from, arrow.to]);
    const others = underWay.get(link);
    if (others === undefined) underWay.set(link, [arrow]);
    else others.push(arrow);
    return arrow;
  };
  /** Takes an arrow off its link; answers how many that were there before it still are. */
  const closed = (arrow: Draft): number => {
    const others = underWay.get(JSON.stringify([arrow.from, arrow.to]))!;
    const place = others.indexOf(arrow);
    others.splice(place, 1);
    return place;
  };
  for (const [index, letter] of letters.entries()) {
    const outside = letter.kind === 'environment' ? fromOutside(letter, lanes) : undefined;
    if (outside !== undefined) {
      arrows.push({
        from: 0,
        to: outside.to,
        sent: index,
        ended: index,
        end: 'handled',
        text: outside.text,
        duplicate: false,
        overtakes: false,
        rank: ARRIVES,
      });
    }
    for (const act of letter.messages) {
      const known = open.get(act.id);
      switch (act.act) {
        case 'sent':
          begin(act, index, false);
          break;
        case 'duplicated':
          begin(act, index, true);
          break;
        case 'delayed':
          break;
        case 'received': {
          // A message on a set is received again and again.
          const again = known === undefined || known.ended !== undefined;
          const arrow = again ? begin(act, known?.sent ?? index, false) : known;
          arrow.ended = index;
          arrow.end = act.handled === false ? 'ignored' : 'handled';
          arrow.overtakes = closed(arrow) > 0;
          break;
        }
        case 'dropped':
        case 'lost': {
          const arrow = known ?? begin(act, index, false);
          arrow.ended = index;
          arrow.end = act.act;
          closed(arrow);
        }
      }
    }
  }
  const ranks = new Map<number, number>();
  for (const arrow of arrows) {
    if (arrow.sent !== arrow.ended || arrow.rank === ARRIVES) continue;
    arrow.rank = ranks.get(arrow.sent) ?? 0;
    ranks.set(arrow.sent, arrow.rank + 1);
  }
  return {
    lanes,
    atOnce: letters.map((_, index) => ranks.get(index) ?? 0),
    idle: agents.filter((name) => !touched.has(name)),
    arrows,
  };
}

/** Which agent an event of the environment is for, and which it is; its label says both. */
function fromOutside(
  { label }: Letter,
  lanes: readonly Lane[],
): { readonly to: number; readonly text: string } | undefined {
  const to = lanes.findIndex(({ name, isAgent }) => isAgent && label.startsWith(`environment ${name} `));
  return to === -1 ? undefined : { to, text: label.slice(`environment ${lanes[to]!.name} `.length) };
}
