CREATE TABLE "photo" (
	"id" text PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"byte_count" integer NOT NULL,
	"bytes_sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "photo_id" CHECK (id ~ '^[0-9a-f]{64}$' AND byte_count BETWEEN 1 AND 5242880)
);
--> statement-breakpoint
CREATE TABLE "waiver" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"account_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"perk_id" text NOT NULL,
	"perk_version" integer NOT NULL,
	"voucher_id" text,
	"store_id" text,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"benefit" text NOT NULL,
	"hold_fen" integer NOT NULL,
	"use_days" integer NOT NULL,
	"terms_version" text NOT NULL,
	"terms" jsonb NOT NULL,
	"status" text NOT NULL,
	"quoted_at" timestamp (3) with time zone NOT NULL,
	"quote_until" timestamp (3) with time zone NOT NULL,
	"consented_at" timestamp (3) with time zone,
	"pick_up_until" timestamp (3) with time zone,
	"handed_over_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"reminded_hours" integer,
	"returned_at" timestamp (3) with time zone,
	"use_fen" integer,
	"claim_until" timestamp (3) with time zone,
	"claim_fen" integer,
	"claim_reason_sealed" text,
	"claimed_at" timestamp (3) with time zone,
	"dispute_until" timestamp (3) with time zone,
	"dispute_reason_sealed" text,
	"disputed_at" timestamp (3) with time zone,
	"upheld_fen" integer,
	"decision_sealed" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by_staff_id" text,
	"discount_fen" integer DEFAULT 0 NOT NULL,
	"bill_fen" integer,
	"billed_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"pay_state" text NOT NULL,
	"pay_order_id" text,
	"pay_package" text,
	"pay_discount_fen" integer DEFAULT 0 NOT NULL,
	"paid_at_counter_at" timestamp (3) with time zone,
	"pay_check_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waiver_amounts" CHECK (hold_fen > 0 AND coalesce(use_fen, 0) >= 0 AND coalesce(claim_fen, 0) >= 0 AND coalesce(use_fen, 0) + coalesce(claim_fen, 0) <= hold_fen AND coalesce(upheld_fen, 0) BETWEEN 0 AND coalesce(claim_fen, 0) AND discount_fen >= 0),
	CONSTRAINT "waiver_bill" CHECK (bill_fen IS NULL OR (bill_fen >= 0 AND bill_fen = coalesce(use_fen, 0) + coalesce(upheld_fen, 0) - discount_fen AND billed_at IS NOT NULL)),
	CONSTRAINT "waiver_consent" CHECK (status = 'quoted' OR (consented_at IS NOT NULL AND voucher_id IS NOT NULL)),
	CONSTRAINT "waiver_handed_over" CHECK (status IN ('quoted', 'reserved', 'cancelled') OR (handed_over_at IS NOT NULL AND store_id IS NOT NULL AND due_at IS NOT NULL)),
	CONSTRAINT "waiver_settled" CHECK ((status = 'settled') = (settled_at IS NOT NULL) AND (status <> 'settled' OR bill_fen IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "waiver_event" (
	"id" text PRIMARY KEY NOT NULL,
	"waiver_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"event" text NOT NULL,
	"by" text NOT NULL,
	"amount_fen" integer
);
--> statement-breakpoint
CREATE TABLE "waiver_exposure" (
	"subject_id" text PRIMARY KEY NOT NULL,
	"used_fen" bigint NOT NULL,
	"limit_fen" bigint NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waiver_exposure_limit" CHECK (used_fen >= 0 AND used_fen <= limit_fen)
);
--> statement-breakpoint
CREATE TABLE "waiver_photo" (
	"waiver_id" text NOT NULL,
	"photo_id" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waiver_photo_pk" PRIMARY KEY("waiver_id","photo_id")
);
--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_perk_id_perk_id_fk" FOREIGN KEY ("perk_id") REFERENCES "public"."perk"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_voucher_id_voucher_id_fk" FOREIGN KEY ("voucher_id") REFERENCES "public"."voucher"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_store_id_store_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."store"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver" ADD CONSTRAINT "waiver_decided_by_staff_id_staff_id_fk" FOREIGN KEY ("decided_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver_event" ADD CONSTRAINT "waiver_event_waiver_id_waiver_id_fk" FOREIGN KEY ("waiver_id") REFERENCES "public"."waiver"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver_exposure" ADD CONSTRAINT "waiver_exposure_subject_id_subject_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver_photo" ADD CONSTRAINT "waiver_photo_waiver_id_waiver_id_fk" FOREIGN KEY ("waiver_id") REFERENCES "public"."waiver"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiver_photo" ADD CONSTRAINT "waiver_photo_photo_id_photo_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photo"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "waiver_voucher" ON "waiver" USING btree ("voucher_id");--> statement-breakpoint
CREATE INDEX "waiver_subject" ON "waiver" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "waiver_store" ON "waiver" USING btree ("store_id","id");--> statement-breakpoint
CREATE INDEX "waiver_status" ON "waiver" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "waiver_due" ON "waiver" USING btree ("due_at") WHERE status = 'in-use';--> statement-breakpoint
CREATE INDEX "waiver_pay_check" ON "waiver" USING btree ("pay_check_at") WHERE pay_check_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "waiver_event_waiver" ON "waiver_event" USING btree ("waiver_id","id");--> statement-breakpoint
CREATE TRIGGER waiver_event_append_only BEFORE UPDATE OR DELETE ON waiver_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What was agreed stays agreed: after the consent neither side, nor a job, changes amounts, terms or whose the order is.
CREATE FUNCTION waiver_keeps_its_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'quoted' AND (NEW.subject_id, NEW.merchant_id, NEW.perk_id, NEW.perk_version, NEW.kind, NEW.hold_fen, NEW.use_days, NEW.terms_version, NEW.terms, NEW.consented_at)
     IS DISTINCT FROM (OLD.subject_id, OLD.merchant_id, OLD.perk_id, OLD.perk_version, OLD.kind, OLD.hold_fen, OLD.use_days, OLD.terms_version, OLD.terms, OLD.consented_at) THEN
    RAISE EXCEPTION 'an order keeps the terms it was agreed under' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER waiver_terms_frozen BEFORE UPDATE ON waiver FOR EACH ROW EXECUTE FUNCTION waiver_keeps_its_terms();
