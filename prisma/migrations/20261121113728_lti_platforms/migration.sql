-- AlterTable
ALTER TABLE "portal"."lti_launch" ADD COLUMN     "membersUrl" TEXT,
ADD COLUMN     "platformId" UUID;

-- CreateTable
CREATE TABLE "portal"."lti_platform" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "deploymentIds" TEXT[],
    "authorizationUrl" TEXT NOT NULL,
    "tokenUrl" TEXT NOT NULL,
    "jwksUrl" TEXT NOT NULL,
    "tokenAudience" TEXT,
    "assistantsLead" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approvedAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "lti_platform_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."lti_login" (
    "stateHash" TEXT NOT NULL,
    "platformId" UUID NOT NULL,
    "nonce" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "lti_login_pkey" PRIMARY KEY ("stateHash")
);

-- CreateTable
CREATE TABLE "portal"."lti_choice" (
    "id" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "platformId" UUID NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "locale" TEXT,
    "returnUrl" TEXT NOT NULL,
    "data" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "openedAt" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lti_choice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."lti_key" (
    "kid" TEXT NOT NULL,
    "privateKey" TEXT NOT NULL,
    "publicKey" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "lti_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "portal"."lti_invitation" (
    "id" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "accountId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "lti_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lti_platform_accountId_idx" ON "portal"."lti_platform"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "lti_platform_issuer_clientId_key" ON "portal"."lti_platform"("issuer", "clientId");

-- CreateIndex
CREATE INDEX "lti_login_platformId_idx" ON "portal"."lti_login"("platformId");

-- CreateIndex
CREATE INDEX "lti_login_expiresAt_idx" ON "portal"."lti_login"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "lti_choice_codeHash_key" ON "portal"."lti_choice"("codeHash");

-- CreateIndex
CREATE INDEX "lti_choice_platformId_idx" ON "portal"."lti_choice"("platformId");

-- CreateIndex
CREATE INDEX "lti_choice_expiresAt_idx" ON "portal"."lti_choice"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "lti_invitation_codeHash_key" ON "portal"."lti_invitation"("codeHash");

-- CreateIndex
CREATE INDEX "lti_invitation_accountId_idx" ON "portal"."lti_invitation"("accountId");

-- CreateIndex
CREATE INDEX "lti_launch_platformId_idx" ON "portal"."lti_launch"("platformId");

-- AddForeignKey
ALTER TABLE "portal"."lti_launch" ADD CONSTRAINT "lti_launch_platformId_fkey" FOREIGN KEY ("platformId") REFERENCES "portal"."lti_platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lti_platform" ADD CONSTRAINT "lti_platform_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lti_login" ADD CONSTRAINT "lti_login_platformId_fkey" FOREIGN KEY ("platformId") REFERENCES "portal"."lti_platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lti_choice" ADD CONSTRAINT "lti_choice_platformId_fkey" FOREIGN KEY ("platformId") REFERENCES "portal"."lti_platform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."lti_invitation" ADD CONSTRAINT "lti_invitation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "portal"."ApiAccount"("id") ON DELETE CASCADE ON UPDATE CASCADE;
