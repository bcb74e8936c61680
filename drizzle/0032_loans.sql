CREATE TABLE "lender_assertion" (
	"client_id" text NOT NULL,
	"jti" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lender_assertion_client_id_jti_pk" PRIMARY KEY("client_id","jti")
);
--> statement-breakpoint
CREATE TABLE "lender_client" (
	"id" text PRIMARY KEY NOT NULL,
	"lender_id" text NOT NULL,
	"name" text NOT NULL,
	"jwk" jsonb NOT NULL,
	"thumbprint" text NOT NULL,
	"webhook_url" text NOT NULL,
	"webhook_secret_sealed" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	CONSTRAINT "lender_client_revoked" CHECK ((status = 'revoked') = (revoked_at IS NOT NULL) AND (revoked_at IS NULL) = (revoked_by IS NULL))
);
--> statement-breakpoint
CREATE TABLE "loan_application" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"applicant_id" text NOT NULL,
	"lender_id" text NOT NULL,
	"product_id" text NOT NULL,
	"consent_id" text NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"amount_fen" bigint NOT NULL,
	"term_months" integer NOT NULL,
	"coordinated" boolean NOT NULL,
	"district" text,
	"industry" text,
	"zone" text,
	"is_credit_loan" boolean NOT NULL,
	"is_first_loan" boolean,
	"offered_fen" bigint,
	"offered_bps" integer,
	"offered_months" integer,
	"offer_fee_fen" bigint,
	"offer_valid_until" date,
	"counter_fen" bigint,
	"counter_bps" integer,
	"counter_months" integer,
	"credit_fen" bigint,
	"rate_bps" integer,
	"signed_months" integer,
	"signed_on" date,
	"disbursed_fen" bigint,
	"disbursed_on" date,
	"due_on" date,
	"repaid_fen" bigint DEFAULT 0 NOT NULL,
	"refusal_code" text,
	"refusal_note_sealed" text,
	"callback_seq" integer DEFAULT 0 NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "loan_application_consent_once" UNIQUE("consent_id"),
	CONSTRAINT "loan_application_asked" CHECK (amount_fen > 0 AND term_months > 0),
	CONSTRAINT "loan_application_offer" CHECK (num_nulls(offered_fen, offered_bps, offered_months, offer_fee_fen, offer_valid_until) IN (0, 5) AND num_nulls(counter_fen, counter_bps, counter_months) IN (0, 3)),
	CONSTRAINT "loan_application_offered" CHECK (status NOT IN ('offered', 'countered', 'agreed') OR offered_fen IS NOT NULL),
	CONSTRAINT "loan_application_signed" CHECK (num_nulls(credit_fen, rate_bps, signed_months, signed_on) IN (0, 4) AND (status IN ('signed', 'disbursed', 'overdue', 'renewed', 'settled')) = (signed_on IS NOT NULL)),
	CONSTRAINT "loan_application_disbursed" CHECK (num_nulls(disbursed_fen, disbursed_on, due_on) IN (0, 3) AND (status IN ('disbursed', 'overdue', 'renewed', 'settled')) = (disbursed_fen IS NOT NULL) AND (disbursed_fen IS NULL OR disbursed_fen BETWEEN 1 AND credit_fen)),
	CONSTRAINT "loan_application_repaid" CHECK (repaid_fen >= 0 AND repaid_fen <= coalesce(disbursed_fen, 0) AND (status <> 'settled' OR repaid_fen = disbursed_fen)),
	CONSTRAINT "loan_application_refused" CHECK ((status = 'refused') = (refusal_code IS NOT NULL)),
	CONSTRAINT "loan_application_closed" CHECK ((status IN ('refused', 'declined', 'withdrawn', 'returned', 'settled')) = (closed_at IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "loan_callback" (
	"lender_id" text NOT NULL,
	"id" text NOT NULL,
	"application_id" text NOT NULL,
	"seq" integer NOT NULL,
	"body_hash" text NOT NULL,
	"step_sealed" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"taken_at" timestamp (3) with time zone,
	CONSTRAINT "loan_callback_lender_id_id_pk" PRIMARY KEY("lender_id","id"),
	CONSTRAINT "loan_callback_taken" CHECK ((outcome = 'waiting') = (taken_at IS NULL) AND (outcome = 'rejected') = (code IS NOT NULL) AND seq > 0)
);
--> statement-breakpoint
CREATE TABLE "loan_clock" (
	"application_id" text NOT NULL,
	"step" text NOT NULL,
	"started_on" date NOT NULL,
	"working_days" integer,
	"due_on" date NOT NULL,
	"provisional" boolean NOT NULL,
	"done_on" date,
	CONSTRAINT "loan_clock_application_id_step_pk" PRIMARY KEY("application_id","step"),
	CONSTRAINT "loan_clock_days" CHECK ((step = 'month') = (working_days IS NULL))
);
--> statement-breakpoint
CREATE TABLE "loan_complaint" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"lender_id" text NOT NULL,
	"applicant_id" text NOT NULL,
	"kind" text NOT NULL,
	"text_sealed" text NOT NULL,
	"status" text NOT NULL,
	"filed_at" timestamp (3) with time zone NOT NULL,
	"upheld" boolean,
	"answer_sealed" text,
	"answered_at" timestamp (3) with time zone,
	"answered_by_staff_id" text,
	CONSTRAINT "loan_complaint_answered" CHECK (num_nulls(upheld, answer_sealed, answered_at, answered_by_staff_id) IN (0, 4) AND (status = 'answered') = (answered_at IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "loan_event" (
	"application_id" text NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "loan_event_application_id_seq_pk" PRIMARY KEY("application_id","seq")
);
--> statement-breakpoint
CREATE TABLE "loan_webhook" (
	"id" text PRIMARY KEY NOT NULL,
	"lender_id" text NOT NULL,
	"application_id" text NOT NULL,
	"type" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_status" integer,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "loan_interest" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"lender_id" text NOT NULL,
	"product_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "loan_request" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"applicant_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"term_months" integer NOT NULL,
	"use" text NOT NULL,
	"note_sealed" text,
	"collateral" jsonb NOT NULL,
	"in_pool" boolean NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"valid_until" date NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"coordination" text DEFAULT 'none' NOT NULL,
	"criteria" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"declared_at" timestamp (3) with time zone,
	"listed_on" date,
	"listed_by_staff_id" text,
	"listing_note_sealed" text,
	"matched_on" date,
	"fitting" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "loan_request_asked" CHECK (amount_fen > 0 AND term_months BETWEEN 1 AND 360),
	CONSTRAINT "loan_request_closed" CHECK ((status = 'standing') = (closed_at IS NULL)),
	CONSTRAINT "loan_request_declared" CHECK ((coordination = 'none') = (declared_at IS NULL) AND (coordination IN ('recommended', 'declined')) = (listed_on IS NOT NULL) AND (listed_on IS NULL) = (listed_by_staff_id IS NULL))
);
--> statement-breakpoint
ALTER TABLE "agent_invitation" DROP CONSTRAINT "agent_invitation_rights";--> statement-breakpoint
ALTER TABLE "lender_assertion" ADD CONSTRAINT "lender_assertion_client_id_lender_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."lender_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lender_client" ADD CONSTRAINT "lender_client_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_application" ADD CONSTRAINT "loan_application_request_id_loan_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."loan_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_application" ADD CONSTRAINT "loan_application_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_application" ADD CONSTRAINT "loan_application_applicant_id_subject_id_fk" FOREIGN KEY ("applicant_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_application" ADD CONSTRAINT "loan_application_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_application" ADD CONSTRAINT "loan_application_product_id_loan_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."loan_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_application" ADD CONSTRAINT "loan_application_consent" FOREIGN KEY ("consent_id","subject_id") REFERENCES "public"."consent"("id","subject_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_callback" ADD CONSTRAINT "loan_callback_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_callback" ADD CONSTRAINT "loan_callback_application_id_loan_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."loan_application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_clock" ADD CONSTRAINT "loan_clock_application_id_loan_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."loan_application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_complaint" ADD CONSTRAINT "loan_complaint_application_id_loan_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."loan_application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_complaint" ADD CONSTRAINT "loan_complaint_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_complaint" ADD CONSTRAINT "loan_complaint_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_complaint" ADD CONSTRAINT "loan_complaint_applicant_id_subject_id_fk" FOREIGN KEY ("applicant_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_complaint" ADD CONSTRAINT "loan_complaint_answered_by_staff_id_staff_id_fk" FOREIGN KEY ("answered_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_event" ADD CONSTRAINT "loan_event_application_id_loan_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."loan_application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_webhook" ADD CONSTRAINT "loan_webhook_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_webhook" ADD CONSTRAINT "loan_webhook_application_id_loan_application_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."loan_application"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_interest" ADD CONSTRAINT "loan_interest_request_id_loan_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."loan_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_interest" ADD CONSTRAINT "loan_interest_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_interest" ADD CONSTRAINT "loan_interest_product_id_loan_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."loan_product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_request" ADD CONSTRAINT "loan_request_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_request" ADD CONSTRAINT "loan_request_applicant_id_subject_id_fk" FOREIGN KEY ("applicant_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_request" ADD CONSTRAINT "loan_request_listed_by_staff_id_staff_id_fk" FOREIGN KEY ("listed_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lender_assertion_expiry" ON "lender_assertion" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "lender_client_key" ON "lender_client" USING btree ("thumbprint");--> statement-breakpoint
CREATE UNIQUE INDEX "lender_client_active" ON "lender_client" USING btree ("lender_id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "lender_client_lender" ON "lender_client" USING btree ("lender_id");--> statement-breakpoint
CREATE UNIQUE INDEX "loan_application_open" ON "loan_application" USING btree ("request_id","lender_id") WHERE status NOT IN ('refused', 'declined', 'withdrawn', 'returned', 'settled');--> statement-breakpoint
CREATE INDEX "loan_application_subject" ON "loan_application" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "loan_application_lender" ON "loan_application" USING btree ("lender_id","status","id");--> statement-breakpoint
CREATE INDEX "loan_application_submitted" ON "loan_application" USING btree ("submitted_at");--> statement-breakpoint
CREATE INDEX "loan_application_disbursed" ON "loan_application" USING btree ("disbursed_on");--> statement-breakpoint
CREATE UNIQUE INDEX "loan_callback_seq" ON "loan_callback" USING btree ("application_id","seq");--> statement-breakpoint
CREATE INDEX "loan_clock_due" ON "loan_clock" USING btree ("due_on") WHERE done_on IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "loan_complaint_open" ON "loan_complaint" USING btree ("application_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "loan_complaint_lender" ON "loan_complaint" USING btree ("lender_id");--> statement-breakpoint
CREATE INDEX "loan_complaint_subject" ON "loan_complaint" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "loan_webhook_application" ON "loan_webhook" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "loan_interest_once" ON "loan_interest" USING btree ("request_id","lender_id");--> statement-breakpoint
CREATE INDEX "loan_interest_lender" ON "loan_interest" USING btree ("lender_id");--> statement-breakpoint
CREATE INDEX "loan_request_subject" ON "loan_request" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "loan_request_pool" ON "loan_request" USING btree ("id") WHERE status = 'standing' AND in_pool;--> statement-breakpoint
CREATE INDEX "loan_request_match" ON "loan_request" USING btree ("matched_on") WHERE status = 'standing';--> statement-breakpoint
CREATE INDEX "loan_request_coordination" ON "loan_request" USING btree ("coordination","id") WHERE coordination <> 'none';--> statement-breakpoint
ALTER TABLE "agent_invitation" ADD CONSTRAINT "agent_invitation_rights" CHECK (cardinality(rights) BETWEEN 1 AND 6);--> statement-breakpoint
CREATE TRIGGER loan_event_append_only BEFORE UPDATE OR DELETE ON loan_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
