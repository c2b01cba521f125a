-- AlterTable
ALTER TABLE "portal"."Meeting" ADD COLUMN     "roomExtras" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "bbb_session_accountId_createdAt_idx" ON "portal"."bbb_session"("accountId", "createdAt" DESC);
