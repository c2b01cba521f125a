/** Why a launch was not taken; texts are in messages under `lti.refused.<reason>`. */
const refusalReasons = ['notRecognised', 'switchedOff', 'clock', 'repeated', 'incomplete', 'noUser', 'noPlatform', 'noState', 'notSigned', 'notForUs', 'expired', 'registration', 'invitation', 'tooManyTries', 'unexpected'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A message of a learning platform that is not taken. `detail` is for its log and ours, never for people. */
export class LtiRefusal extends Error {
  override readonly name = 'LtiRefusal';
  readonly reason: RefusalReason;
  readonly detail: string;

  constructor(reason: RefusalReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}
