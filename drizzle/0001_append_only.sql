-- Audit and access log are append-only: what was done and who looked cannot be changed by the service.
-- Retention (at least six months for audit, five years for look-ups) is an operator's job under its own role with `SET LOCAL xinhui.retention = 'on'`.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('xinhui.retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER record_history_append_only BEFORE UPDATE OR DELETE ON record_history FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A redemption changes once, by its reversal; everything else of it stays as it was.
CREATE FUNCTION redemption_only_reverses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.reversed_at IS NOT NULL
     OR (NEW.id, NEW.voucher_id, NEW.merchant_id, NEW.store_id, NEW.by_account_id, NEW.receipt_no, NEW.channel, NEW.redeemed_at)
        IS DISTINCT FROM (OLD.id, OLD.voucher_id, OLD.merchant_id, OLD.store_id, OLD.by_account_id, OLD.receipt_no, OLD.channel, OLD.redeemed_at)
     OR NEW.pass_jti IS DISTINCT FROM OLD.pass_jti OR NEW.idempotency_key IS DISTINCT FROM OLD.idempotency_key THEN
    RAISE EXCEPTION 'a redemption only changes by its reversal' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER redemption_immutable BEFORE UPDATE OR DELETE ON redemption FOR EACH ROW EXECUTE FUNCTION redemption_only_reverses();
