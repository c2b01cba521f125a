ALTER TYPE "portal"."RecordingStep" ADD VALUE 'cut';
ALTER TYPE "portal"."RecordingFileKind" ADD VALUE 'cut';

ALTER TABLE "portal"."Recording"
    ADD COLUMN "cutFrom" DOUBLE PRECISION,
    ADD COLUMN "cutTo" DOUBLE PRECISION;

CREATE TABLE "portal"."TextTrack" (
    "id" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "TextTrack_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "TextTrack_recordingId_language_key" ON "portal"."TextTrack"("recordingId", "language");

ALTER TABLE "portal"."TextTrack" ADD CONSTRAINT "TextTrack_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "portal"."Recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;
