-- AlterTable
ALTER TABLE "portal"."User" ADD COLUMN     "calendarVersion" INTEGER NOT NULL DEFAULT 0;
