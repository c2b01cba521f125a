-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "engine";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "portal";

-- CreateEnum
CREATE TYPE "portal"."Role" AS ENUM ('admin', 'teacher', 'student');

-- CreateEnum
CREATE TYPE "portal"."InvitationKind" AS ENUM ('firstAdmin', 'invite', 'passwordReset');

-- CreateEnum
CREATE TYPE "portal"."MeetingStatus" AS ENUM ('starting', 'active', 'ended');

-- CreateEnum
CREATE TYPE "portal"."MeetingEndReason" AS ENUM ('endedByTeacher', 'emptied', 'timedOut', 'failedToStart', 'unknown');

-- CreateTable
CREATE TABLE "engine"."room" (
    "id" BIGSERIAL NOT NULL,
    "roomId" TEXT NOT NULL,
    "sid" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "webhookUrl" TEXT NOT NULL DEFAULT '',
    "joinedParticipants" BIGINT NOT NULL DEFAULT 0,
    "isBreakoutRoom" BOOLEAN NOT NULL DEFAULT false,
    "parentRoomId" TEXT NOT NULL DEFAULT '',
    "isRunning" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine"."webhook_delivery" (
    "id" BIGSERIAL NOT NULL,
    "roomSid" TEXT NOT NULL,
    "targetUrl" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveredAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "role" "portal"."Role" NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),
    "sessionVersion" INTEGER NOT NULL DEFAULT 0,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "calendar" TEXT NOT NULL DEFAULT 'auto',
    "timeZone" TEXT NOT NULL DEFAULT 'auto',
    "theme" TEXT NOT NULL DEFAULT 'system',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."OidcIdentity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "OidcIdentity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "portal"."Invitation" (
    "id" UUID NOT NULL,
    "kind" "portal"."InvitationKind" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "role" "portal"."Role" NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "usedById" UUID,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."Class" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMinutes" INTEGER NOT NULL,
    "timeZone" TEXT NOT NULL,
    "joinCode" TEXT NOT NULL,
    "guestsAllowed" BOOLEAN NOT NULL DEFAULT true,
    "accessCode" TEXT,
    "waitingRoom" BOOLEAN NOT NULL DEFAULT false,
    "studentsMaySpeak" BOOLEAN NOT NULL DEFAULT true,
    "studentsMayShowCamera" BOOLEAN NOT NULL DEFAULT true,
    "studentsMayShareScreen" BOOLEAN NOT NULL DEFAULT false,
    "maxParticipants" INTEGER,
    "cancelledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Class_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."ClassMember" (
    "classId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClassMember_pkey" PRIMARY KEY ("classId","userId")
);

-- CreateTable
CREATE TABLE "portal"."Meeting" (
    "id" UUID NOT NULL,
    "classId" UUID NOT NULL,
    "openClassId" UUID,
    "roomId" TEXT NOT NULL,
    "roomSid" TEXT,
    "status" "portal"."MeetingStatus" NOT NULL DEFAULT 'starting',
    "startedById" UUID,
    "endAskedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" "portal"."MeetingEndReason",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."Attendance" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "participantSid" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "userId" UUID,
    "name" TEXT NOT NULL,
    "isModerator" BOOLEAN NOT NULL DEFAULT false,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."WebhookReceipt" (
    "id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."AuditEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT,
    "actorRole" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "targetId" TEXT,
    "outcome" TEXT NOT NULL,
    "requestId" TEXT,
    "detail" JSONB,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."RateLimit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "room_sid_key" ON "engine"."room"("sid");

-- CreateIndex
CREATE INDEX "room_roomId_id_idx" ON "engine"."room"("roomId", "id");

-- CreateIndex
CREATE INDEX "room_isRunning_idx" ON "engine"."room"("isRunning");

-- CreateIndex
CREATE INDEX "webhook_delivery_deliveredAt_failedAt_nextAttemptAt_idx" ON "engine"."webhook_delivery"("deliveredAt", "failedAt", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "webhook_delivery_roomSid_targetUrl_id_idx" ON "engine"."webhook_delivery"("roomSid", "targetUrl", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_eventId_targetUrl_key" ON "engine"."webhook_delivery"("eventId", "targetUrl");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "portal"."User"("email");

-- CreateIndex
CREATE INDEX "User_role_name_idx" ON "portal"."User"("role", "name");

-- CreateIndex
CREATE INDEX "OidcIdentity_userId_idx" ON "portal"."OidcIdentity"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "portal"."Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_kind_createdAt_idx" ON "portal"."Invitation"("kind", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Class_joinCode_key" ON "portal"."Class"("joinCode");

-- CreateIndex
CREATE INDEX "Class_ownerId_startsAt_idx" ON "portal"."Class"("ownerId", "startsAt");

-- CreateIndex
CREATE INDEX "Class_startsAt_idx" ON "portal"."Class"("startsAt");

-- CreateIndex
CREATE INDEX "ClassMember_userId_idx" ON "portal"."ClassMember"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_openClassId_key" ON "portal"."Meeting"("openClassId");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_roomId_key" ON "portal"."Meeting"("roomId");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_roomSid_key" ON "portal"."Meeting"("roomSid");

-- CreateIndex
CREATE INDEX "Meeting_classId_startedAt_idx" ON "portal"."Meeting"("classId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Meeting_status_startedAt_idx" ON "portal"."Meeting"("status", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Attendance_userId_joinedAt_idx" ON "portal"."Attendance"("userId", "joinedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Attendance_meetingId_participantSid_key" ON "portal"."Attendance"("meetingId", "participantSid");

-- CreateIndex
CREATE INDEX "WebhookReceipt_receivedAt_idx" ON "portal"."WebhookReceipt"("receivedAt");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "portal"."AuditEntry"("at");

-- CreateIndex
CREATE INDEX "RateLimit_expire_idx" ON "portal"."RateLimit"("expire");

-- AddForeignKey
ALTER TABLE "portal"."OidcIdentity" ADD CONSTRAINT "OidcIdentity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "portal"."User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Invitation" ADD CONSTRAINT "Invitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "portal"."User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Invitation" ADD CONSTRAINT "Invitation_usedById_fkey" FOREIGN KEY ("usedById") REFERENCES "portal"."User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Class" ADD CONSTRAINT "Class_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "portal"."User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."ClassMember" ADD CONSTRAINT "ClassMember_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."ClassMember" ADD CONSTRAINT "ClassMember_userId_fkey" FOREIGN KEY ("userId") REFERENCES "portal"."User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Meeting" ADD CONSTRAINT "Meeting_classId_fkey" FOREIGN KEY ("classId") REFERENCES "portal"."Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Meeting" ADD CONSTRAINT "Meeting_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "portal"."User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Attendance" ADD CONSTRAINT "Attendance_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "portal"."Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."Attendance" ADD CONSTRAINT "Attendance_userId_fkey" FOREIGN KEY ("userId") REFERENCES "portal"."User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
