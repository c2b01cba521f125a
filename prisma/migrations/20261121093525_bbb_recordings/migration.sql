-- AlterTable
ALTER TABLE "portal"."bbb_session" ADD COLUMN     "recordingToldAt" TIMESTAMPTZ(3);
