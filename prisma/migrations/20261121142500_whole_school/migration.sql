-- AlterTable
ALTER TABLE "portal"."ApiAccount" ADD COLUMN     "reachesSchool" BOOLEAN NOT NULL DEFAULT false;

-- DropIndex
DROP INDEX "portal"."Class_startsAt_idx";

-- CreateIndex
CREATE INDEX "Class_startsAt_id_idx" ON "portal"."Class"("startsAt", "id");

-- CreateIndex
CREATE INDEX "Meeting_startedAt_idx" ON "portal"."Meeting"("startedAt" DESC);
