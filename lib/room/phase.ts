import type { EndReason } from './types.ts';

/** Where the session stands. The only way back from `ended` is a new session. */
export type Phase =
  | { name: 'preparing' | 'ready' | 'keyAsked' | 'waiting' | 'joining' | 'joined' | 'reconnecting' }
  | { name: 'ended'; reason: EndReason };

export type PhaseEvent =
  | { type: 'prepared' }
  | { type: 'keyAsked' }
  | { type: 'joinAsked'; mustWait: boolean }
  | { type: 'letIn' }
  | { type: 'mediaConnected' }
  | { type: 'connectionLost' }
  | { type: 'connectionBack' }
  | { type: 'ended'; reason: EndReason };

export const initialPhase: Phase = { name: 'preparing' };

/** The session's state machine; events that make no sense where it stands change nothing. */
export function nextPhase(phase: Phase, event: PhaseEvent): Phase {
  if (phase.name === 'ended') return phase;
  switch (event.type) {
    case 'prepared':
      return phase.name === 'preparing' ? { name: 'ready' } : phase;
    case 'keyAsked':
      return phase.name === 'preparing' || phase.name === 'ready' ? { name: 'keyAsked' } : phase;
    case 'joinAsked':
      if (phase.name !== 'preparing' && phase.name !== 'ready' && phase.name !== 'keyAsked') return phase;
      return { name: event.mustWait ? 'waiting' : 'joining' };
    case 'letIn':
      return phase.name === 'waiting' ? { name: 'joining' } : phase;
    case 'mediaConnected':
      return phase.name === 'joining' || phase.name === 'reconnecting' ? { name: 'joined' } : phase;
    case 'connectionLost':
      return phase.name === 'joined' ? { name: 'reconnecting' } : phase;
    case 'connectionBack':
      return phase.name === 'reconnecting' ? { name: 'joined' } : phase;
    case 'ended':
      return { name: 'ended', reason: event.reason };
  }
}
