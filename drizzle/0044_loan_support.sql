CREATE TABLE "loan_compensation" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"programme_code" text NOT NULL,
	"subject_id" text NOT NULL,
	"lender_id" text NOT NULL,
	"status" text NOT NULL,
	"share_bps" integer NOT NULL,
	"covered_on" date NOT NULL,
	"loss_fen" bigint,
	"amount_fen" bigint,
	"claimed_by" text,
	"claimed_at" timestamp (3) with time zone,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"reason_sealed" text,
	"paid_by" text,
	"paid_at" timestamp (3) with time zone,
	"reference" text,
	CONSTRAINT "loan_compensation_application" UNIQUE("application_id"),
	CONSTRAINT "loan_compensation_claimed" CHECK (num_nulls(loss_fen, amount_fen, claimed_by, claimed_at) IN (0, 4) AND (status = 'covered') = (claimed_at IS NULL) AND amount_fen >= 0 AND amount_fen <= loss_fen),
	CONSTRAINT "loan_compensation_decided" CHECK (num_nulls(decided_by, decided_at, reason_sealed) IN (0, 3) AND (status IN ('approved', 'rejected', 'paid')) = (decided_at IS NOT NULL)),
	CONSTRAINT "loan_compensation_paid" CHECK (num_nulls(paid_by, paid_at, reference) IN (0, 3) AND (status = 'paid') = (paid_at IS NOT NULL)),
	CONSTRAINT "loan_compensation_second_person" CHECK (paid_by IS NULL OR paid_by <> decided_by)
);
--> statement-breakpoint
CREATE TABLE "loan_pot_line" (
	"id" text PRIMARY KEY NOT NULL,
	"programme_code" text NOT NULL,
	"kind" text NOT NULL,
	"reserved_fen" bigint NOT NULL,
	"paid_fen" bigint NOT NULL,
	"source_id" text NOT NULL,
	"cause" text NOT NULL,
	"day" date NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loan_pot_line_once" UNIQUE("source_id","kind","cause"),
	CONSTRAINT "loan_pot_line_kind" CHECK ((kind = 'reserve' AND reserved_fen > 0 AND paid_fen = 0) OR (kind = 'release' AND reserved_fen < 0 AND paid_fen = 0) OR (kind = 'pay' AND reserved_fen < 0 AND paid_fen = -reserved_fen))
);
--> statement-breakpoint
CREATE TABLE "loan_subsidy" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"programme_code" text NOT NULL,
	"subject_id" text NOT NULL,
	"lender_id" text NOT NULL,
	"status" text NOT NULL,
	"share_bps" integer,
	"points_bps" integer,
	"rate_bps" integer NOT NULL,
	"counted_fen" bigint NOT NULL,
	"by_year" jsonb NOT NULL,
	"reserved_fen" bigint NOT NULL,
	"interest_paid_fen" bigint DEFAULT 0 NOT NULL,
	"due_fen" bigint DEFAULT 0 NOT NULL,
	"batched_fen" bigint DEFAULT 0 NOT NULL,
	"paid_fen" bigint DEFAULT 0 NOT NULL,
	"promised_on" date NOT NULL,
	"closed_on" date,
	"cancel_reason" text,
	CONSTRAINT "loan_subsidy_application" UNIQUE("application_id"),
	CONSTRAINT "loan_subsidy_amounts" CHECK (paid_fen >= 0 AND paid_fen <= batched_fen AND batched_fen <= due_fen AND due_fen <= reserved_fen AND due_fen <= interest_paid_fen),
	CONSTRAINT "loan_subsidy_state" CHECK ((status = 'unavailable') = (reserved_fen = 0) AND (status = 'closed') = (closed_on IS NOT NULL) AND (cancel_reason IS NULL OR status = 'closed'))
);
--> statement-breakpoint
CREATE TABLE "loan_subsidy_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"programme_code" text NOT NULL,
	"status" text NOT NULL,
	"total_fen" bigint NOT NULL,
	"item_count" integer NOT NULL,
	"drawn_by" text NOT NULL,
	"drawn_at" timestamp (3) with time zone NOT NULL,
	"paid_by" text,
	"paid_at" timestamp (3) with time zone,
	"reference" text,
	CONSTRAINT "loan_subsidy_batch_sum" CHECK (total_fen > 0 AND item_count > 0),
	CONSTRAINT "loan_subsidy_batch_paid" CHECK (num_nulls(paid_by, paid_at, reference) IN (0, 3) AND (status = 'paid') = (paid_at IS NOT NULL)),
	CONSTRAINT "loan_subsidy_batch_second_person" CHECK (paid_by IS NULL OR paid_by <> drawn_by)
);
--> statement-breakpoint
CREATE TABLE "loan_subsidy_batch_item" (
	"batch_id" text NOT NULL,
	"subsidy_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	CONSTRAINT "loan_subsidy_batch_item_batch_id_subsidy_id_pk" PRIMARY KEY("batch_id","subsidy_id"),
	CONSTRAINT "loan_subsidy_batch_item_amount" CHECK (amount_fen > 0)
);
--> statement-breakpoint
ALTER TABLE "loan_compensation" ADD CONSTRAINT "loan_compensation_application_id_loan_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."loan_application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_compensation" ADD CONSTRAINT "loan_compensation_programme_code_loan_programme_code_fk" FOREIGN KEY ("programme_code") REFERENCES "public"."loan_programme"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_compensation" ADD CONSTRAINT "loan_compensation_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_compensation" ADD CONSTRAINT "loan_compensation_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_pot_line" ADD CONSTRAINT "loan_pot_line_programme_code_loan_programme_code_fk" FOREIGN KEY ("programme_code") REFERENCES "public"."loan_programme"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_subsidy" ADD CONSTRAINT "loan_subsidy_application_id_loan_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."loan_application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_subsidy" ADD CONSTRAINT "loan_subsidy_programme_code_loan_programme_code_fk" FOREIGN KEY ("programme_code") REFERENCES "public"."loan_programme"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_subsidy" ADD CONSTRAINT "loan_subsidy_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_subsidy" ADD CONSTRAINT "loan_subsidy_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_subsidy_batch" ADD CONSTRAINT "loan_subsidy_batch_programme_code_loan_programme_code_fk" FOREIGN KEY ("programme_code") REFERENCES "public"."loan_programme"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_subsidy_batch_item" ADD CONSTRAINT "loan_subsidy_batch_item_batch_id_loan_subsidy_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."loan_subsidy_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_subsidy_batch_item" ADD CONSTRAINT "loan_subsidy_batch_item_subsidy_id_loan_subsidy_id_fk" FOREIGN KEY ("subsidy_id") REFERENCES "public"."loan_subsidy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "loan_compensation_programme" ON "loan_compensation" USING btree ("programme_code","lender_id");--> statement-breakpoint
CREATE UNIQUE INDEX "loan_compensation_reference" ON "loan_compensation" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "loan_pot_line_programme" ON "loan_pot_line" USING btree ("programme_code","day");--> statement-breakpoint
CREATE INDEX "loan_subsidy_firm" ON "loan_subsidy" USING btree ("subject_id","programme_code");--> statement-breakpoint
CREATE INDEX "loan_subsidy_programme" ON "loan_subsidy" USING btree ("programme_code","id");--> statement-breakpoint
CREATE INDEX "loan_subsidy_batch_programme" ON "loan_subsidy_batch" USING btree ("programme_code","id");--> statement-breakpoint
-- The pot's ledger and what a batch holds are never updated or deleted.
CREATE TRIGGER loan_pot_line_append_only BEFORE UPDATE OR DELETE ON loan_pot_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER loan_subsidy_batch_item_append_only BEFORE UPDATE OR DELETE ON loan_subsidy_batch_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
