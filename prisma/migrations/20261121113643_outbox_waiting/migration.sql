-- DropIndex
DROP INDEX "portal"."outbox_message_lane_id_idx";

-- What is still to be sent, by lane: few rows of many. Prisma's schema has no words for it.
CREATE INDEX "outbox_message_waiting_idx" ON "portal"."outbox_message"("lane", "id") WHERE "deliveredAt" IS NULL AND "failedAt" IS NULL;
