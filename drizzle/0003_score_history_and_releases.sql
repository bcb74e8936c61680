CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"cause" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "score_model_release" (
	"id" text PRIMARY KEY NOT NULL,
	"model_id" text NOT NULL,
	"subject_kind" text NOT NULL,
	"title" text NOT NULL,
	"source" text NOT NULL,
	"model" jsonb NOT NULL,
	"status" text NOT NULL,
	"author_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"simulation" jsonb,
	"simulated_at" timestamp (3) with time zone,
	"approver_id" text,
	"approved_at" timestamp (3) with time zone,
	"effective_from" date,
	CONSTRAINT "score_model_release_second_person" CHECK (approver_id IS NULL OR approver_id <> author_id),
	CONSTRAINT "score_model_release_simulated" CHECK (status NOT IN ('simulated', 'approved') OR (simulation IS NOT NULL AND simulated_at IS NOT NULL)),
	CONSTRAINT "score_model_release_approved" CHECK ((status = 'approved') = (approver_id IS NOT NULL AND approved_at IS NOT NULL AND effective_from IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "organization_score" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"model_id" text NOT NULL,
	"day" date NOT NULL,
	"total_centi" integer NOT NULL,
	"grade" text NOT NULL,
	"dimensions" jsonb NOT NULL,
	"lines" jsonb NOT NULL,
	"change" jsonb,
	"digest" text NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organization_score_range" CHECK (total_centi BETWEEN 0 AND 100000)
);
--> statement-breakpoint
CREATE TABLE "organization_score_history" (
	"id" text PRIMARY KEY NOT NULL,
	"model_id" text NOT NULL,
	"day" date NOT NULL,
	"total_centi" integer NOT NULL,
	"grade" text NOT NULL,
	"delta_centi" integer NOT NULL,
	"reason" text NOT NULL,
	"moves" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"subject_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "score_history" (
	"id" text PRIMARY KEY NOT NULL,
	"model_id" text NOT NULL,
	"day" date NOT NULL,
	"total_centi" integer NOT NULL,
	"grade" text NOT NULL,
	"delta_centi" integer NOT NULL,
	"reason" text NOT NULL,
	"moves" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"score_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "score" ADD COLUMN "digest" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_model_release" ADD CONSTRAINT "score_model_release_author_id_staff_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_model_release" ADD CONSTRAINT "score_model_release_approver_id_staff_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_score" ADD CONSTRAINT "organization_score_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_score_history" ADD CONSTRAINT "organization_score_history_subject_id_organization_score_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."organization_score"("subject_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_history" ADD CONSTRAINT "score_history_score_id_score_id_fk" FOREIGN KEY ("score_id") REFERENCES "public"."score"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "notice_cause" ON "notice" USING btree ("kind","cause");--> statement-breakpoint
CREATE INDEX "notice_subject" ON "notice" USING btree ("subject_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "score_model_release_model" ON "score_model_release" USING btree ("model_id") WHERE status <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "score_model_release_day" ON "score_model_release" USING btree ("subject_kind","effective_from") WHERE status = 'approved';--> statement-breakpoint
CREATE INDEX "organization_score_grade" ON "organization_score" USING btree ("grade","subject_id");--> statement-breakpoint
CREATE INDEX "organization_score_history_subject" ON "organization_score_history" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "score_history_score" ON "score_history" USING btree ("score_id","id");