CREATE TABLE "ledger_line" (
	"id" text PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"debit_fen" integer NOT NULL,
	"credit_fen" integer NOT NULL,
	"merchant_id" text NOT NULL,
	"redemption_id" text,
	"source_id" text NOT NULL,
	"seq" integer NOT NULL,
	"day" date NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_line_once" UNIQUE("source_id","seq","account"),
	CONSTRAINT "ledger_line_side" CHECK ((debit_fen = 0) <> (credit_fen = 0) AND debit_fen >= 0 AND credit_fen >= 0),
	CONSTRAINT "ledger_line_redemption_kind" CHECK ((kind IN ('redemption', 'reversal')) <= (redemption_id IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "settlement_dispute" (
	"id" text PRIMARY KEY NOT NULL,
	"statement_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"reason_sealed" text NOT NULL,
	"outcome" text,
	"answer_sealed" text,
	"filed_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "settlement_dispute_answered" CHECK ((outcome IS NULL) = (resolved_at IS NULL) AND (outcome IS NULL) = (answer_sealed IS NULL))
);
--> statement-breakpoint
CREATE TABLE "settlement_item" (
	"statement_id" text NOT NULL,
	"entry_id" text NOT NULL,
	CONSTRAINT "settlement_item_statement_id_entry_id_pk" PRIMARY KEY("statement_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "settlement_statement" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"month" text NOT NULL,
	"status" text NOT NULL,
	"total_fen" integer NOT NULL,
	"line_count" integer NOT NULL,
	"drawn_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by" text,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by_staff_id" text,
	"paid_at" timestamp (3) with time zone,
	"paid_by_staff_id" text,
	"payment_reference" text,
	CONSTRAINT "settlement_statement_total" CHECK (total_fen > 0),
	CONSTRAINT "settlement_statement_answered" CHECK ((status = 'drawn') = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)),
	CONSTRAINT "settlement_statement_resolved" CHECK (status <> 'resolved' OR resolved_at IS NOT NULL),
	CONSTRAINT "settlement_statement_resolver" CHECK ((resolved_at IS NULL) = (resolved_by_staff_id IS NULL)),
	CONSTRAINT "settlement_statement_paid" CHECK ((status = 'paid') = (paid_at IS NOT NULL) AND (paid_at IS NULL) = (paid_by_staff_id IS NULL) AND (paid_at IS NULL) = (payment_reference IS NULL)),
	CONSTRAINT "settlement_statement_second_person" CHECK (paid_by_staff_id IS NULL OR resolved_by_staff_id IS NULL OR paid_by_staff_id <> resolved_by_staff_id)
);
--> statement-breakpoint
ALTER TABLE "ledger_line" ADD CONSTRAINT "ledger_line_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_line" ADD CONSTRAINT "ledger_line_redemption_id_redemption_id_fk" FOREIGN KEY ("redemption_id") REFERENCES "public"."redemption"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_dispute" ADD CONSTRAINT "settlement_dispute_statement_id_settlement_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."settlement_statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_item" ADD CONSTRAINT "settlement_item_statement_id_settlement_statement_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."settlement_statement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_statement" ADD CONSTRAINT "settlement_statement_merchant_id_merchant_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_statement" ADD CONSTRAINT "settlement_statement_resolved_by_staff_id_staff_id_fk" FOREIGN KEY ("resolved_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_statement" ADD CONSTRAINT "settlement_statement_paid_by_staff_id_staff_id_fk" FOREIGN KEY ("paid_by_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_line_entry" ON "ledger_line" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "ledger_line_merchant" ON "ledger_line" USING btree ("merchant_id","account","day");--> statement-breakpoint
CREATE INDEX "ledger_line_redemption" ON "ledger_line" USING btree ("redemption_id");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_dispute_entry" ON "settlement_dispute" USING btree ("statement_id","entry_id");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_item_entry" ON "settlement_item" USING btree ("entry_id");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_statement_month" ON "settlement_statement" USING btree ("merchant_id","month");--> statement-breakpoint
CREATE INDEX "settlement_statement_status" ON "settlement_statement" USING btree ("status","id");--> statement-breakpoint
-- The ledger and what statements hold are never updated or deleted; a mistake is put right by counter lines.
CREATE TRIGGER ledger_line_append_only BEFORE UPDATE OR DELETE ON ledger_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER settlement_item_append_only BEFORE UPDATE OR DELETE ON settlement_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- An entry is two lines of one merchant at least, and its debits are its credits, at the end of the statement that writes it.
CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM ledger_line l WHERE l.entry_id IN (SELECT entry_id FROM written)
    GROUP BY l.entry_id HAVING sum(l.debit_fen) <> sum(l.credit_fen) OR count(DISTINCT l.merchant_id) <> 1 OR count(DISTINCT l.account) <> 2 OR count(*) <> 2
  ) THEN
    RAISE EXCEPTION 'a ledger entry does not balance' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_line_balanced AFTER INSERT ON ledger_line REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_balances();
--> statement-breakpoint
-- What a statement says is fixed once its lines are in; after that only its state moves, and a paid one is for ever.
CREATE FUNCTION settlement_statement_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status = 'paid'
     OR (NEW.id, NEW.merchant_id, NEW.month, NEW.drawn_at) IS DISTINCT FROM (OLD.id, OLD.merchant_id, OLD.month, OLD.drawn_at)
     OR (OLD.line_count > 0 AND (NEW.total_fen, NEW.line_count) IS DISTINCT FROM (OLD.total_fen, OLD.line_count)) THEN
    RAISE EXCEPTION 'a statement does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER settlement_statement_kept BEFORE UPDATE OR DELETE ON settlement_statement FOR EACH ROW EXECUTE FUNCTION settlement_statement_moves();
