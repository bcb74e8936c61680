CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"request_id" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access_log" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"viewer" text NOT NULL,
	"purpose" text NOT NULL,
	"basis" text NOT NULL,
	"fields" text[] NOT NULL,
	"request_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"purpose" text NOT NULL,
	"receiver" text NOT NULL,
	"fields" text[] NOT NULL,
	"text_version" text NOT NULL,
	"status" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "consent_id_status" UNIQUE("id","status"),
	CONSTRAINT "consent_id_subject" UNIQUE("id","subject_id"),
	CONSTRAINT "consent_withdrawn" CHECK ((status = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "refusal" (
	"subject_id" text NOT NULL,
	"purpose" text NOT NULL,
	"refused_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"openid_blind" text NOT NULL,
	"openid_sealed" text NOT NULL,
	"subject_id" text,
	"real_named_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"staff_id" text,
	"token_hash" text NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_reason" text,
	CONSTRAINT "session_owner" CHECK ((account_id IS NULL) <> (staff_id IS NULL))
);
--> statement-breakpoint
CREATE TABLE "spent_token" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"spent_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"totp_sealed" text NOT NULL,
	"totp_last_step" integer DEFAULT 0 NOT NULL,
	"roles" text[] NOT NULL,
	"merchant_id" text,
	"lender_id" text,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_scope" CHECK (('merchant-owner' = ANY(roles)) = (merchant_id IS NOT NULL) AND ('lender-officer' = ANY(roles)) = (lender_id IS NOT NULL)),
	CONSTRAINT "staff_separation" CHECK (NOT ('auditor' = ANY(roles) AND cardinality(roles) > 1))
);
--> statement-breakpoint
CREATE TABLE "lender" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "loan_product" (
	"id" text PRIMARY KEY NOT NULL,
	"lender_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"amount_min_fen" bigint NOT NULL,
	"amount_max_fen" bigint NOT NULL,
	"rate_min_bps" integer NOT NULL,
	"rate_max_bps" integer NOT NULL,
	"term_min_months" integer NOT NULL,
	"term_max_months" integer NOT NULL,
	"repayment" text NOT NULL,
	"zone" text,
	"audience" text NOT NULL,
	"response_working_days" integer NOT NULL,
	"entry_rules" jsonb NOT NULL,
	"valid_until" date NOT NULL,
	"status" text NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loan_product_ranges" CHECK (amount_min_fen > 0 AND amount_min_fen <= amount_max_fen AND rate_min_bps >= 0 AND rate_min_bps <= rate_max_bps AND term_min_months > 0 AND term_min_months <= term_max_months)
);
--> statement-breakpoint
CREATE TABLE "merchant" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"name" text NOT NULL,
	"industry" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_post" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"store_id" text,
	"subject_id" text NOT NULL,
	"role" text NOT NULL,
	"status" text DEFAULT 'living' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "merchant_post_store" CHECK (role <> 'clerk' OR store_id IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "store" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"longitude_e6" integer NOT NULL,
	"latitude_e6" integer NOT NULL,
	"hours" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "store_position" CHECK (longitude_e6 BETWEEN 73000000 AND 136000000 AND latitude_e6 BETWEEN 3000000 AND 54000000)
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"key" text NOT NULL,
	"actor" text NOT NULL,
	"endpoint" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"body_sealed" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"payload" jsonb NOT NULL,
	"available_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"done_at" timestamp (3) with time zone,
	"dead_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "perk" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"code" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"scene" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"instructions" text NOT NULL,
	"tiers" jsonb NOT NULL,
	"status" text NOT NULL,
	"quota_total" integer NOT NULL,
	"quota_used" integer DEFAULT 0 NOT NULL,
	"per_person_limit" integer DEFAULT 1 NOT NULL,
	"claim_from" date NOT NULL,
	"claim_until" date NOT NULL,
	"voucher_valid_days" integer NOT NULL,
	"subsidy_fen" integer DEFAULT 0 NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "perk_quota" CHECK (quota_used >= 0 AND quota_used <= quota_total),
	CONSTRAINT "perk_limits" CHECK (per_person_limit BETWEEN 1 AND 1000 AND voucher_valid_days BETWEEN 1 AND 1000 AND subsidy_fen >= 0),
	CONSTRAINT "perk_window" CHECK (claim_from <= claim_until)
);
--> statement-breakpoint
CREATE TABLE "import_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"layout" text NOT NULL,
	"layout_title" text NOT NULL,
	"encoding" text NOT NULL,
	"status" text NOT NULL,
	"rows_total" integer DEFAULT 0 NOT NULL,
	"rows_new" integer DEFAULT 0 NOT NULL,
	"rows_changed" integer DEFAULT 0 NOT NULL,
	"rows_unchanged" integer DEFAULT 0 NOT NULL,
	"rows_rejected" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"imported_by" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "import_batch_rows" CHECK (status IN ('running', 'failed') OR rows_new + rows_changed + rows_unchanged + rows_rejected = rows_total)
);
--> statement-breakpoint
CREATE TABLE "import_reject" (
	"batch_id" text NOT NULL,
	"seq" integer NOT NULL,
	"row" integer NOT NULL,
	"field" text NOT NULL,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "import_reject_batch_id_seq_pk" PRIMARY KEY("batch_id","seq")
);
--> statement-breakpoint
CREATE TABLE "record" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"item" text NOT NULL,
	"source_key" text NOT NULL,
	"source_office" text NOT NULL,
	"source_office_uscc" text,
	"decided_on" date NOT NULL,
	"ends_on" date,
	"status" text DEFAULT 'valid' NOT NULL,
	"content" jsonb NOT NULL,
	"content_sealed" text,
	"content_hash" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"batch_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "record_no_health_data" CHECK (item NOT IN ('blood-donation', 'blood', 'health', 'religion', 'genes', 'fingerprint'))
);
--> statement-breakpoint
CREATE TABLE "record_history" (
	"record_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"content_sealed" text,
	"status" text NOT NULL,
	"decided_on" date NOT NULL,
	"ends_on" date,
	"batch_id" text,
	"replaced_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "record_history_record_id_version_pk" PRIMARY KEY("record_id","version")
);
--> statement-breakpoint
CREATE TABLE "score" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"consent_id" text NOT NULL,
	"consent_status" text DEFAULT 'living' NOT NULL,
	"model_id" text NOT NULL,
	"day" date NOT NULL,
	"total_centi" integer NOT NULL,
	"grade" text NOT NULL,
	"dimensions" jsonb NOT NULL,
	"lines" jsonb NOT NULL,
	"change" jsonb,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "score_range" CHECK (total_centi BETWEEN 0 AND 100000),
	CONSTRAINT "score_consent_living" CHECK (consent_status = 'living')
);
--> statement-breakpoint
CREATE TABLE "score_due" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"registered_on" date,
	"type" text,
	"representative_sealed" text,
	"capital_fen" bigint,
	"capital_currency" text,
	"capital_raw" text,
	"business_scope" text,
	"province" text,
	"district" text,
	"address" text,
	"industry" text,
	"status" text DEFAULT 'live' NOT NULL,
	"content_hash" text NOT NULL,
	"batch_id" text,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subject" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"uscc" text,
	"name" text,
	"name_sealed" text,
	"id_number_sealed" text,
	"id_number_blind" text,
	"phone_sealed" text,
	"phone_blind" text,
	"birth_day" date,
	"district" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "subject_kind_fields" CHECK ((kind = 'person' AND uscc IS NULL AND name IS NULL AND id_number_blind IS NOT NULL AND id_number_sealed IS NOT NULL AND name_sealed IS NOT NULL)
       OR (kind = 'organization' AND uscc IS NOT NULL AND name IS NOT NULL AND id_number_blind IS NULL AND id_number_sealed IS NULL))
);
--> statement-breakpoint
CREATE TABLE "redemption" (
	"id" text PRIMARY KEY NOT NULL,
	"voucher_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"store_id" text NOT NULL,
	"by_account_id" text NOT NULL,
	"receipt_no" text NOT NULL,
	"pass_jti" text,
	"channel" text NOT NULL,
	"idempotency_key" text,
	"redeemed_at" timestamp (3) with time zone NOT NULL,
	"reversed_at" timestamp (3) with time zone,
	"reversed_by_account_id" text,
	"reversal_reason" text,
	CONSTRAINT "redemption_reversal" CHECK ((reversed_at IS NULL) = (reversed_by_account_id IS NULL) AND (reversed_at IS NULL) = (reversal_reason IS NULL))
);
--> statement-breakpoint
CREATE TABLE "voucher" (
	"id" text PRIMARY KEY NOT NULL,
	"perk_id" text NOT NULL,
	"perk_version" integer NOT NULL,
	"merchant_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"claim_no" integer,
	"serial" bigint NOT NULL,
	"tier_no" integer NOT NULL,
	"title" text NOT NULL,
	"benefit" text NOT NULL,
	"instructions" text NOT NULL,
	"subsidy_fen" integer NOT NULL,
	"status" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "voucher_id_merchant" UNIQUE("id","merchant_id"),
	CONSTRAINT "voucher_claim_no" CHECK ((status IN ('issued', 'redeemed')) = (claim_no IS NOT NULL)),
	CONSTRAINT "voucher_serial_digits" CHECK (serial BETWEEN 0 AND 9999999999)
);
--> statement-breakpoint
ALTER TABLE "access_log" ADD CONSTRAINT "access_log_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusal" ADD CONSTRAINT "refusal_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spent_token" ADD CONSTRAINT "spent_token_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lender" ADD CONSTRAINT "lender_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loan_product" ADD CONSTRAINT "loan_product_lender_id_lender_id_fk" FOREIGN KEY ("lender_id") REFERENCES "public"."lender"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant" ADD CONSTRAINT "merchant_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_post" ADD CONSTRAINT "merchant_post_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_post" ADD CONSTRAINT "merchant_post_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_post" ADD CONSTRAINT "merchant_post_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store" ADD CONSTRAINT "store_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "perk" ADD CONSTRAINT "perk_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_reject" ADD CONSTRAINT "import_reject_batch_id_import_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."import_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_batch_id_import_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."import_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_history" ADD CONSTRAINT "record_history_record_id_record_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score" ADD CONSTRAINT "score_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score" ADD CONSTRAINT "score_living_consent" FOREIGN KEY ("consent_id","consent_status") REFERENCES "public"."consent"("id","status") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score" ADD CONSTRAINT "score_own_consent" FOREIGN KEY ("consent_id","subject_id") REFERENCES "public"."consent"("id","subject_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score_due" ADD CONSTRAINT "score_due_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization" ADD CONSTRAINT "organization_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_by_account_id_account_id_fk" FOREIGN KEY ("by_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_reversed_by_account_id_account_id_fk" FOREIGN KEY ("reversed_by_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption" ADD CONSTRAINT "redemption_own_merchant" FOREIGN KEY ("voucher_id","merchant_id") REFERENCES "public"."voucher"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_perk_id_perk_id_fk" FOREIGN KEY ("perk_id") REFERENCES "public"."perk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voucher" ADD CONSTRAINT "voucher_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_entity" ON "audit" USING btree ("entity_id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action");--> statement-breakpoint
CREATE INDEX "access_log_subject" ON "access_log" USING btree ("subject_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_living" ON "consent" USING btree ("subject_id","purpose","receiver") WHERE status = 'living';--> statement-breakpoint
CREATE INDEX "consent_subject" ON "consent" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refusal_once" ON "refusal" USING btree ("subject_id","purpose");--> statement-breakpoint
CREATE UNIQUE INDEX "account_openid" ON "account" USING btree ("openid_blind");--> statement-breakpoint
CREATE UNIQUE INDEX "account_subject" ON "account" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "session_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "session_staff" ON "session" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "spent_token_session" ON "spent_token" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_username" ON "staff" USING btree ("username");--> statement-breakpoint
CREATE UNIQUE INDEX "lender_subject" ON "lender" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "loan_product_code" ON "loan_product" USING btree ("lender_id","code");--> statement-breakpoint
CREATE INDEX "loan_product_zone" ON "loan_product" USING btree ("zone","status");--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_subject" ON "merchant" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_post_living" ON "merchant_post" USING btree ("merchant_id","subject_id") WHERE status = 'living';--> statement-breakpoint
CREATE INDEX "merchant_post_subject" ON "merchant_post" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "store_code" ON "store" USING btree ("merchant_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "idempotency_key" ON "idempotency" USING btree ("actor","key");--> statement-breakpoint
CREATE INDEX "idempotency_created" ON "idempotency" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("available_at") WHERE done_at IS NULL AND dead_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "perk_code" ON "perk" USING btree ("merchant_id","code");--> statement-breakpoint
CREATE INDEX "perk_scene" ON "perk" USING btree ("scene","status");--> statement-breakpoint
CREATE INDEX "import_batch_started" ON "import_batch" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "record_source" ON "record" USING btree ("item","source_key");--> statement-breakpoint
CREATE INDEX "record_subject" ON "record" USING btree ("subject_id","item");--> statement-breakpoint
CREATE UNIQUE INDEX "score_subject" ON "score" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "score_grade" ON "score" USING btree ("grade");--> statement-breakpoint
CREATE UNIQUE INDEX "subject_uscc" ON "subject" USING btree ("uscc");--> statement-breakpoint
CREATE UNIQUE INDEX "subject_id_number" ON "subject" USING btree ("id_number_blind");--> statement-breakpoint
CREATE INDEX "subject_phone" ON "subject" USING btree ("phone_blind");--> statement-breakpoint
CREATE UNIQUE INDEX "redemption_living" ON "redemption" USING btree ("voucher_id") WHERE reversed_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "redemption_pass" ON "redemption" USING btree ("pass_jti");--> statement-breakpoint
CREATE UNIQUE INDEX "redemption_receipt" ON "redemption" USING btree ("receipt_no");--> statement-breakpoint
CREATE UNIQUE INDEX "redemption_idempotency" ON "redemption" USING btree ("merchant_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "redemption_store" ON "redemption" USING btree ("store_id","redeemed_at");--> statement-breakpoint
CREATE INDEX "redemption_voucher" ON "redemption" USING btree ("voucher_id");--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_serial" ON "voucher" USING btree ("serial");--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_claim" ON "voucher" USING btree ("perk_id","subject_id","claim_no");--> statement-breakpoint
CREATE INDEX "voucher_subject" ON "voucher" USING btree ("subject_id","claimed_at");--> statement-breakpoint
CREATE INDEX "voucher_expiry" ON "voucher" USING btree ("expires_at") WHERE status = 'issued';