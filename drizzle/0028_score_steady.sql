ALTER TABLE "organization_score" ADD COLUMN "steady_until" date;--> statement-breakpoint
ALTER TABLE "organization_score" ADD COLUMN "file_hash" text;--> statement-breakpoint
ALTER TABLE "score" ADD COLUMN "steady_until" date;--> statement-breakpoint
ALTER TABLE "score" ADD COLUMN "file_hash" text;