-- CreateTable
CREATE TABLE "portal"."MeetingFigures" (
    "meetingId" UUID NOT NULL,
    "fileId" TEXT NOT NULL,
    "importedAt" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "polls" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "MeetingFigures_pkey" PRIMARY KEY ("meetingId")
);

-- CreateTable
CREATE TABLE "portal"."PersonFigures" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "participantId" TEXT NOT NULL,
    "userId" UUID,
    "name" TEXT NOT NULL,
    "isModerator" BOOLEAN NOT NULL,
    "talkedSeconds" INTEGER NOT NULL,
    "talkedTimes" INTEGER NOT NULL,
    "microphoneSeconds" INTEGER NOT NULL,
    "cameraSeconds" INTEGER NOT NULL,
    "screenSeconds" INTEGER NOT NULL,
    "publicMessages" INTEGER NOT NULL,
    "privateMessages" INTEGER NOT NULL,
    "reactions" INTEGER NOT NULL,
    "handsRaised" INTEGER NOT NULL,
    "filesShared" INTEGER NOT NULL,
    "strokes" INTEGER NOT NULL,
    "votes" INTEGER NOT NULL,
    "badConnections" INTEGER NOT NULL,
    "cameraSpans" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "PersonFigures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MeetingFigures_importedAt_nextTryAt_idx" ON "portal"."MeetingFigures"("importedAt", "nextTryAt");

-- CreateIndex
CREATE INDEX "PersonFigures_userId_idx" ON "portal"."PersonFigures"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "PersonFigures_meetingId_participantId_key" ON "portal"."PersonFigures"("meetingId", "participantId");

-- AddForeignKey
ALTER TABLE "portal"."MeetingFigures" ADD CONSTRAINT "MeetingFigures_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "portal"."Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."PersonFigures" ADD CONSTRAINT "PersonFigures_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "portal"."MeetingFigures"("meetingId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."PersonFigures" ADD CONSTRAINT "PersonFigures_userId_fkey" FOREIGN KEY ("userId") REFERENCES "portal"."User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
