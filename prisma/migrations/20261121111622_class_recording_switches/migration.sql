-- AlterTable
ALTER TABLE "portal"."Class" ADD COLUMN     "recordsFromStart" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "recordsTeachersOnly" BOOLEAN NOT NULL DEFAULT false;
