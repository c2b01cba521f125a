-- AlterTable
ALTER TABLE "portal"."Recording" ADD COLUMN     "chapters" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "hasPicture" BOOLEAN NOT NULL DEFAULT true;
