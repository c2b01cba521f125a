/** A call refused in BigBlueButton's words: clients test the key, people read the message. */
export class BbbRefusal extends Error {
  override readonly name = 'BbbRefusal';
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

/** The catalogue (portal contracts A4): keys and texts are the wire format. */
const catalogue = {
  checksumMissing: ['checksumError', 'You must provide the checksum'],
  checksumWrong: ['checksumError', 'Checksums do not match'],
  hookChecksum: ['checksumError', 'You did not pass the checksum security check.'],
  accountSuspended: ['accountSuspended', 'This account is switched off. Ask an administrator of Kelas.'],
  unsupportedRequest: ['unsupportedRequest', 'This request is not supported.'],
  unsupportedContentType: ['unsupportedContentType', 'POST request Content-Type is missing or unsupported'],
  internalError: ['internalError', 'The request could not be carried out. Try again in a moment.'],
  fileTooLarge: ['fileTooLarge', 'The request body exceeds the 20 MB limit.'],
  formTooLarge: ['fileTooLarge', 'The request body exceeds the 1 MB limit of a form.'],
  invalidXml: ['invalidXml', 'The request body is not a document this call understands.'],
  urlDocumentNotSupported: ['urlDocumentNotSupported', 'Documents must be sent in the request; addresses are not supported for this account.'],
  missingMeetingId: ['missingParamMeetingID', 'You must provide a meeting ID'],
  meetingIdLength: ['validationError', 'Meeting ID must be between 2 and 256 characters'],
  meetingIdComma: ['validationError', "Meeting ID cannot contain ','"],
  meetingIdInvalid: ['validationError', 'Invalid meeting ID'],
  meetingNameLength: ['validationError', 'Meeting name must be between 2 and 256 characters'],
  voiceBridge: ['validationError', 'Voice bridge must be an integral value'],
  recordFlag: ['validationError', 'Record must be a boolean value (true or false)'],
  breakoutFlag: ['validationError', 'You must provide a boolean value (true or false) for the breakout room'],
  guestFlag: ['validationError', 'Guest must be a boolean value (true or false)'],
  anyFlag: ['validationError', 'Value must be a boolean'],
  anyNumber: ['validationError', 'Value must be an integral number'],
  passwordLength: ['invalidPassword', 'Invalid password'],
  idNotUnique: ['idNotUnique', 'A meeting already exists with that meeting ID.  Please use a different meeting ID.'],
  nonUniqueVoiceBridge: ['nonUniqueVoiceBridge', 'The selected voice bridge is already in use.'],
  parentMissing: ['parentMeetingIDMissing', 'No parent meeting ID was provided for the breakout room'],
  parentUnknown: ['parentMeetingDoesNotExist', 'No parent meeting exists for the breakout room'],
  missingFullName: ['missingParamFullName', 'You must provide your name'],
  paramsRequired: ['Params required', "You must enter a valid password / You must send the 'role' parameter, since this meeting doesn't have any password."],
  joinUnknownMeeting: ['invalidMeetingIdentifier', 'A meeting with that ID does not exist'],
  forciblyEnded: ['meetingForciblyEnded', 'You can not join a meeting that has already been forcibly ended'],
  joinPassword: ['invalidPassword', 'The provided password is neither a moderator or attendee password'],
  createTime: ['mismatchCreateTimeParam', 'The createTime parameter submitted mismatches with the current meeting.'],
  full: ['maxParticipantsReached', 'The number of participants allowed for this meeting has been reached.'],
  guestDenied: ['guestDeniedAccess', "You have been denied access to this meeting based on the meeting's guest policy"],
  noConfig: ['noConfigFound', 'We could not find a config for this request.'],
  configMissing: ['configXMLError', 'You did not pass a config XML'],
  configUnreadable: ['configXMLError', 'Cannot decode config XML'],
  configChecksum: ['configXMLChecksumError', 'configXMLChecksumError: request did not pass the checksum security check.'],
  unknownMeeting: ['notFound', 'A meeting with that ID does not exist'],
  endPassword: ['invalidPassword', 'The supplied moderator password is incorrect'],
  missingPassword: ['missingParamPassword', 'You must specify a password for the meeting.'],
  missingRecordId: ['missingParamRecordID', 'You must specify a recordID.'],
  missingPublish: ['missingParamPublish', 'You must specify a publish value true or false.'],
  unknownRecordings: ['notFound', 'We could not find recordings'],
  missingCallbackUrl: ['missingParamCallbackURL', 'You must specify a callbackURL in the parameters.'],
  createHook: ['createHookError', 'An error happened while creating your hook. Check the logs.'],
  missingHookId: ['missingParamHookID', 'You must specify a hookID in the parameters.'],
  unknownHook: ['destroyMissingHook', 'The hook informed was not found.'],
  chatMeeting: ['meetingNotFound', 'Meeting not found'],
  chatMissing: ['validationError', 'You must provide the param message'],
  chatLength: ['validationError', 'Param message must be between 1 and 500 characters'],
  chatUserName: ['validationError', 'Param userName must not exceed 255 characters'],
  presentationsOff: ['presentationDisabled', 'Presentation feature is disabled, ignoring.'],
} as const satisfies Record<string, readonly [key: string, message: string]>;

export type RefusalName = keyof typeof catalogue;

/** The refusal of this name, to be thrown. */
export function refusal(name: RefusalName): BbbRefusal {
  const [key, message] = catalogue[name];
  return new BbbRefusal(key, message);
}
