import { describe, expect, it } from 'vitest';
import { initialPhase, nextPhase, type Phase, type PhaseEvent } from './phase.ts';

const run = (...events: PhaseEvent[]): Phase => events.reduce(nextPhase, initialPhase);
const prepared: PhaseEvent = { type: 'prepared' };
const join: PhaseEvent = { type: 'joinAsked', mustWait: false };
const connected: PhaseEvent = { type: 'mediaConnected' };

describe('nextPhase', () => {
  it('goes from the device check into the class', () => {
    expect(run(prepared)).toEqual({ name: 'ready' });
    expect(run(prepared, join)).toEqual({ name: 'joining' });
    expect(run(prepared, join, connected)).toEqual({ name: 'joined' });
  });

  it('waits at the door until let in', () => {
    const waiting = run(prepared, { type: 'joinAsked', mustWait: true });
    expect(waiting).toEqual({ name: 'waiting' });
    expect(nextPhase(waiting, connected)).toEqual({ name: 'waiting' });
    expect(nextPhase(waiting, { type: 'letIn' })).toEqual({ name: 'joining' });
  });

  it('asks for the key of an encrypted class first', () => {
    const asked = run(prepared, { type: 'keyAsked' });
    expect(asked).toEqual({ name: 'keyAsked' });
    expect(nextPhase(asked, join)).toEqual({ name: 'joining' });
    expect(nextPhase(asked, { type: 'joinAsked', mustWait: true })).toEqual({ name: 'waiting' });
  });

  it('comes back from an outage', () => {
    expect(run(prepared, join, connected, { type: 'connectionLost' })).toEqual({ name: 'reconnecting' });
    expect(run(prepared, join, connected, { type: 'connectionLost' }, { type: 'connectionBack' })).toEqual({ name: 'joined' });
  });

  it('calls nothing an outage before having joined', () => {
    expect(run(prepared, { type: 'connectionLost' })).toEqual({ name: 'ready' });
    expect(run(prepared, join, { type: 'connectionLost' })).toEqual({ name: 'joining' });
  });

  it('ends once and for all', () => {
    const ended = run(prepared, join, connected, { type: 'ended', reason: 'removed' });
    for (const event of [prepared, join, connected, { type: 'connectionBack' }, { type: 'ended', reason: 'left' }] satisfies PhaseEvent[]) {
      expect(nextPhase(ended, event)).toEqual({ name: 'ended', reason: 'removed' });
    }
  });
});
