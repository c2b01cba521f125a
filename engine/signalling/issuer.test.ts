import { createAccount } from '@nats-io/nkeys';
import { expect, it } from 'vitest';
import { issuerKey } from './issuer.ts';

it('signs as nkeys does', () => {
  for (let count = 0; count < 5; count += 1) {
    const pair = createAccount();
    const issuer = issuerKey(new TextDecoder().decode(pair.getSeed()));
    const text = new TextEncoder().encode(`claims ${count}`);
    expect(issuer.getPublicKey()).toBe(pair.getPublicKey());
    expect(issuer.sign(text)).toEqual(pair.sign(text));
    expect(pair.verify(text, issuer.sign(text))).toBe(true);
  }
});
