-- CreateTable
CREATE TABLE "portal"."lms_room" (
    "accountId" UUID NOT NULL,
    "roomId" TEXT NOT NULL,
    "classId" UUID NOT NULL,
    "meetingId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lms_room_pkey" PRIMARY KEY ("accountId","roomId")
);

-- CreateIndex
CREATE UNIQUE INDEX "lms_room_meetingId_key" ON "portal"."lms_room"("meetingId");

-- CreateIndex
CREATE INDEX "lms_room_classId_idx" ON "portal"."lms_room"("classId");

-- CreateIndex
CREATE INDEX "WebhookReceipt_roomId_receivedAt_idx" ON "portal"."WebhookReceipt"("roomId", "receivedAt" DESC);

-- AddForeignKey
ALTER TABLE "portal"."lms_room" ADD CONSTRAINT "lms_room_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lms_room" ADD CONSTRAINT "lms_room_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lms_room" ADD CONSTRAINT "lms_room_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "portal"."Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
