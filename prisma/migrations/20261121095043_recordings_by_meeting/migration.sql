-- CreateIndex
CREATE INDEX "Recording_meetingId_idx" ON "portal"."Recording"("meetingId");
