ALTER TABLE "portal"."Recording" ADD COLUMN "kept" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "portal"."RecordingRule" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "deleteAfterDays" INTEGER,
    CONSTRAINT "RecordingRule_pkey" PRIMARY KEY ("id")
);
