CREATE TYPE "portal"."RecordingState" AS ENUM ('importing', 'ready', 'failed');
CREATE TYPE "portal"."RecordingStep" AS ENUM ('fetch', 'prepare');
CREATE TYPE "portal"."RecordingVisibility" AS ENUM ('private', 'course', 'link', 'public');
CREATE TYPE "portal"."RecordingFileKind" AS ENUM ('original', 'small', 'audio', 'poster', 'strip');

CREATE TABLE "portal"."Recording" (
    "id" UUID NOT NULL,
    "recordId" TEXT NOT NULL,
    "meetingId" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "searchText" TEXT GENERATED ALWAYS AS ("portal"."fold_text"("title")) STORED,
    "description" TEXT NOT NULL DEFAULT '',
    "state" "portal"."RecordingState" NOT NULL DEFAULT 'importing',
    "step" "portal"."RecordingStep" DEFAULT 'fetch',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "leasedUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "published" BOOLEAN NOT NULL DEFAULT false,
    "visibility" "portal"."RecordingVisibility" NOT NULL DEFAULT 'private',
    "linkCode" TEXT NOT NULL,
    "durationSeconds" DOUBLE PRECISION,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "Recording_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "portal"."RecordingFile" (
    "recordingId" UUID NOT NULL,
    "kind" "portal"."RecordingFileKind" NOT NULL,
    "key" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "mime" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "RecordingFile_pkey" PRIMARY KEY ("recordingId","kind")
);

CREATE TABLE "portal"."WatchPosition" (
    "userId" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "WatchPosition_pkey" PRIMARY KEY ("userId","recordingId")
);

CREATE UNIQUE INDEX "Recording_recordId_key" ON "portal"."Recording"("recordId");
CREATE UNIQUE INDEX "Recording_linkCode_key" ON "portal"."Recording"("linkCode");
CREATE INDEX "Recording_classId_recordedAt_idx" ON "portal"."Recording"("classId", "recordedAt" DESC);
CREATE INDEX "Recording_recordedAt_idx" ON "portal"."Recording"("recordedAt" DESC);
CREATE INDEX "Recording_step_leasedUntil_idx" ON "portal"."Recording"("step", "leasedUntil");
CREATE INDEX "Recording_deletedAt_idx" ON "portal"."Recording"("deletedAt");
-- Searched for parts of words.
CREATE INDEX "Recording_searchText_idx" ON "portal"."Recording" USING gin ("searchText" gin_trgm_ops);
CREATE INDEX "WatchPosition_recordingId_idx" ON "portal"."WatchPosition"("recordingId");

ALTER TABLE "portal"."Recording" ADD CONSTRAINT "Recording_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "portal"."Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "portal"."Recording" ADD CONSTRAINT "Recording_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "portal"."RecordingFile" ADD CONSTRAINT "RecordingFile_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "portal"."Recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "portal"."WatchPosition" ADD CONSTRAINT "WatchPosition_userId_fkey" FOREIGN KEY ("userId") REFERENCES "portal"."User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "portal"."WatchPosition" ADD CONSTRAINT "WatchPosition_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "portal"."Recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;
