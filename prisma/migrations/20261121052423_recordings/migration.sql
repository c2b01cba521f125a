-- CreateTable
CREATE TABLE "engine"."recording" (
    "id" BIGSERIAL NOT NULL,
    "recordId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "roomSid" TEXT NOT NULL,
    "recorderId" TEXT NOT NULL,
    "filePath" TEXT NOT NULL,
    "fileSize" DOUBLE PRECISION NOT NULL,
    "variant" INTEGER NOT NULL DEFAULT 0,
    "roomCreatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "metadata" JSONB NOT NULL,

    CONSTRAINT "recording_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recording_recordId_key" ON "engine"."recording"("recordId");

-- CreateIndex
CREATE INDEX "recording_roomId_id_idx" ON "engine"."recording"("roomId", "id");

-- CreateIndex
CREATE INDEX "recording_roomSid_id_idx" ON "engine"."recording"("roomSid", "id");
