-- AlterTable
ALTER TABLE "portal"."Class" ADD COLUMN     "encrypted" BOOLEAN NOT NULL DEFAULT false;
