import { describe, expect, it } from 'vitest';
import { accountIdOf, isPerson, newGuestId, participantIdOf } from './participants.ts';

const userId = '01890000-0000-7000-8000-000000000000';

describe('participant ids', () => {
  it('fit the rules of the wire', () => {
    const id = participantIdOf({ role: 'guest', userId: null, guestId: null }, newGuestId());
    expect(id).toMatch(/^[a-zA-Z0-9-_]+$/);
    expect(id.length).toBeLessThanOrEqual(64);
  });

  it('lead back to accounts and only to them', () => {
    const actor = { role: 'student', userId, name: 'S', email: 's@school.example' } as const;
    expect(accountIdOf(participantIdOf(actor, ''))).toBe(userId);
    expect(accountIdOf(`guest-${newGuestId()}`)).toBeNull();
    expect(accountIdOf(`${userId}-native`)).toBeNull();
  });

  it.each(['RECORDER_BOT', 'RTMP_BOT', 'ingres_1', 'sip_+49', 'pnm_agent-x-1', 'pnm_tts_agent-EN', `${userId}-native`])('%s is nobody', (id) => {
    expect(isPerson(id)).toBe(false);
  });

  it('guests and accounts are people', () => {
    expect([userId, 'guest-1'].every(isPerson)).toBe(true);
  });
});
