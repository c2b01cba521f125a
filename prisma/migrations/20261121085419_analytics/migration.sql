-- CreateTable
CREATE TABLE "engine"."analytics_note" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "roomSid" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "amount" INTEGER,
    "value" TEXT,

    CONSTRAINT "analytics_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine"."artifact" (
    "id" BIGSERIAL NOT NULL,
    "artifactId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "roomSid" TEXT NOT NULL,
    "type" INTEGER NOT NULL,
    "filePath" TEXT NOT NULL,
    "fileSize" INTEGER NOT NULL,
    "mimeType" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "analytics_note_key_key" ON "engine"."analytics_note"("key");

-- CreateIndex
CREATE INDEX "analytics_note_roomSid_id_idx" ON "engine"."analytics_note"("roomSid", "id");

-- CreateIndex
CREATE INDEX "analytics_note_at_idx" ON "engine"."analytics_note"("at");

-- CreateIndex
CREATE UNIQUE INDEX "artifact_artifactId_key" ON "engine"."artifact"("artifactId");

-- CreateIndex
CREATE INDEX "artifact_roomId_id_idx" ON "engine"."artifact"("roomId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "artifact_roomSid_type_key" ON "engine"."artifact"("roomSid", "type");
