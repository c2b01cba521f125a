-- CreateTable
CREATE TABLE "portal"."recording_announcement" (
    "recordId" TEXT NOT NULL,
    "meetingId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recording_announcement_pkey" PRIMARY KEY ("recordId")
);

-- CreateIndex
CREATE INDEX "recording_announcement_nextTryAt_idx" ON "portal"."recording_announcement"("nextTryAt");

-- CreateIndex
CREATE INDEX "recording_announcement_meetingId_idx" ON "portal"."recording_announcement"("meetingId");

-- AddForeignKey
ALTER TABLE "portal"."recording_announcement" ADD CONSTRAINT "recording_announcement_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "portal"."Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
